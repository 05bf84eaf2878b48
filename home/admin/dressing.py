"""What the edit screen of every public page begins with."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import HelpPanel

from home.editorial.forms.pages import EditorialPageForm, OpenFormMixin
from home.models import PolicyPage, SiteSettings
from home.models.base import PublicPage
from home.policies.forms import PolicyForm
from portal.search.models import PromotedResult, Synonym

PANEL = "home/admin/before_publishing.html"


class ChecksPanel(HelpPanel):
    """Shows the tick inside its template; a field no panel names is printed once more, below the last one."""

    def get_form_options(self) -> dict[str, Any]:
        """The tick stands here."""
        return {"fields": ["no_child_recognised"]}


class SettingsForm(OpenFormMixin, WagtailAdminModelForm):
    """The notice on every page, and who runs the site."""


class SearchWordsForm(OpenFormMixin, WagtailAdminModelForm):
    """Words searched for, and why a page comes first."""


class EditorialPolicyForm(EditorialPageForm, PolicyForm):
    """What is asked of every page, and of a policy besides."""


def dress_edit_pages() -> None:
    """Every public page's edit screen begins with what to look at. Called from AppConfig.ready()."""
    SiteSettings.base_form_class = SettingsForm
    for words in (PromotedResult, Synonym):
        words.base_form_class = SearchWordsForm  # type: ignore[union-attr]  # Wagtail looks for it on the model
    for model in apps.get_models():
        if issubclass(model, PublicPage):
            panel = ChecksPanel(template=PANEL, heading=_("Before publishing"), classname="before-publishing")
            if "edit_handler" in vars(model):  # its own tabs: Wagtail does not look at content_panels then
                model.edit_handler.children[0].children.insert(0, panel)
            else:
                model.content_panels = [panel, *model.content_panels]
            model.base_form_class = EditorialPolicyForm if model is PolicyPage else EditorialPageForm
