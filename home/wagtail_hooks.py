"""Wagtail's admin shows editors what they need and nothing else."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

# Redirects, reports and the rest stay for technical accounts; editors work with pages, files and settings.
EDITORS_MENU = {"explorer", "images", "documents", "settings", "reports", "search-words"}


@hooks.register("construct_main_menu")
def only_what_editors_need(request: HttpRequest, menu_items: list[Any]) -> None:
    """Take out of the main menu what an editor has no use for."""
    if not request.user.is_superuser:  # type: ignore[union-attr]  # the admin is only for people signed in
        menu_items[:] = [item for item in menu_items if item.name in EDITORS_MENU]
