"""Where danger words meet others: the menu of the desk, and what was searched for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Capability
from portal.desk.registry import MENU, MenuEntry


def register() -> None:
    """Called once from HomeConfig.ready()."""
    from .domain import adding

    adding.connect()
    MENU.add(MenuEntry(_("Danger words"), "home:danger_words", Capability.HANDLE_CONCERN, "alert", 60))
