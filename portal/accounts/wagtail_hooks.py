"""Wagtail's own pages of people and groups are closed here (see back_doors): its menu does not offer them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.views.account import AvatarSettingsPanel, NameEmailSettingsPanel, NotificationsSettingsPanel

CLOSED = {"users", "groups"}


@hooks.register("construct_settings_menu")
def without_people(request: HttpRequest, menu_items: list[Any]) -> None:
    """Roles are given on the desk, where each change is checked and logged."""
    menu_items[:] = [item for item in menu_items if item.name not in CLOSED]


def _not_shown(panel: Any) -> bool:
    return False


# Names belong to the appointment, pictures of people have no use here, and messages go through our own outbox.
for panel in (NameEmailSettingsPanel, AvatarSettingsPanel, NotificationsSettingsPanel):
    panel.is_active = _not_shown
