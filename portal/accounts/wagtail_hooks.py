"""Wagtail's own pages of people and groups are closed here (see back_doors): its menu does not offer them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

CLOSED = {"users", "groups"}


@hooks.register("construct_settings_menu")
def without_people(request: HttpRequest, menu_items: list[Any]) -> None:
    """Roles are given on the desk, where each change is checked and logged."""
    menu_items[:] = [item for item in menu_items if item.name not in CLOSED]
