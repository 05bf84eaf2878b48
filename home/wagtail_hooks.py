"""Wagtail's admin shows editors what they need and nothing else."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from home.editorial.domain.documents import may_be_read
from home.editorial.domain.page_checks import CHECKED
from home.editorial.domain.twins import FACTS_CARRIED
from home.editorial.forms.pages import note_tick_of_new_page
from home.permissions import OPENED

from .admin import urls
from .admin.services import ServiceGroup, new_amount_button
from .danger.viewsets import DangerWordViewSet
from .editorial.panels import put_first
from .eligibility.viewsets import CheckRulesGroup
from .importing.views import may_import

# Redirects, reports and the rest stay for technical accounts; editors work with pages, files and settings.
EDITORS_MENU = {"explorer", "import", "images", "documents", "settings", "reports"}
EDITORS_MENU |= {"search-words", "check-rules", "services", "danger-words"}


@hooks.register("construct_main_menu")
def only_what_editors_need(request: HttpRequest, menu_items: list[Any]) -> None:
    """Take out of the main menu what an editor has no use for."""
    if not request.user.is_superuser:  # type: ignore[union-attr]  # the admin is only for people signed in
        menu_items[:] = [item for item in menu_items if item.name in EDITORS_MENU]


@hooks.register("register_admin_urls")
def our_addresses() -> list[URLPattern]:
    """Importing documents."""
    return urls.urlpatterns


class ImportMenuItem(MenuItem):
    """Shown to those who may import."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may add policies."""
        return may_import(request.user)


@hooks.register("register_admin_menu_item")
def import_menu_item() -> MenuItem:
    """Importing stands beside the pages."""
    label = pgettext_lazy("menu", "Import documents")
    return ImportMenuItem(label, reverse_lazy("policy_imports"), name="import", icon_name="upload", order=150)


@hooks.register("register_log_actions")
def who_has_checked(actions: Any) -> None:
    """Who opened what waits, and the tick that no child can be recognised, in a page's history."""
    actions.register_action(OPENED, _("Open as second reader"), _("Opened as second reader"))
    actions.register_action(FACTS_CARRIED, _("Facts of the translation"), _("Facts taken over from the translation"))
    actions.register_action(CHECKED, _("Check for children"), _("Checked: no child can be recognised"))


@hooks.register("before_serve_document")
def only_published_files(document: Any, request: HttpRequest) -> None:
    """A file of a draft is there for those who edit."""
    if not may_be_read(document, request.user):
        raise Http404


@hooks.register("insert_global_admin_css")
def our_colours() -> str:
    """The admin in the house's colours."""
    return format_html('<link rel="stylesheet" href="{}">', static("home/admin.css"))


hooks.register("construct_homepage_panels", put_first)
hooks.register("after_create_page", note_tick_of_new_page)
register_snippet(DangerWordViewSet)
register_snippet(CheckRulesGroup)
register_snippet(ServiceGroup)
hooks.register("register_snippet_listing_buttons", new_amount_button)
