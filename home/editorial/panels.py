"""Our panel on the admin's first page: what an editor should look at today."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from ..models import BenefitStandard, Office, PolicyPage, SiteSettings
from .domain.editors_day import lists_for

# Wagtail's list of what waits asks the database for each page, and offers to approve what nobody has opened.
REPLACED = {"workflow_objects_to_moderate"}


class EditorsDayPanel(Component):
    """What waits for this person, and what the site needs."""

    name = "editors_day"
    template_name = "home/admin/editors_day.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The lists of the person who looks."""
        return {"lists": lists_for(parent_context["request"].user) if parent_context else [], "steps": first_steps()}


def first_steps() -> list[tuple[str, str]]:
    """What a new site still lacks, in the order in which it is done: words and address. Four queries at most."""
    named = SiteSettings.objects.filter(hotlines__isnull=False).exclude(county_code="").exists()
    steps = [
        (named, _("Say which county this is, who runs the site, and the hotlines"), _settings()),
        (Office.objects.exists(), _("Enter the telephone numbers of the offices"), reverse("office_table")),
        (PolicyPage.objects.live().exists(), _("Import the first policy"), reverse("policy_imports")),
        (BenefitStandard.objects.exists(), _("Enter what families can get"), _benefits()),
    ]
    return [(str(words), address) for done, words, address in steps if not done]


def _settings() -> str:
    return reverse("wagtailsettings:edit", args=["home", "sitesettings"])


def _benefits() -> str:
    return reverse(BenefitStandard.snippet_viewset.get_url_name("list"))


def put_first(request: Any, panels: list[Any]) -> None:
    """Ours before Wagtail's. The hook `construct_homepage_panels`."""
    panels[:] = [EditorsDayPanel(), *(panel for panel in panels if getattr(panel, "name", "") not in REPLACED)]
