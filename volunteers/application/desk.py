"""Where applications meet others: menu and due list of the desk, and who is one person with which accounts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Capability
from portal.audit.actions import ACTIONS
from portal.desk.registry import DUE, MENU, MenuEntry

from .actions import VolunteerAction


def register() -> None:
    """Called once from VolunteersConfig.ready()."""
    from portal.accounts.domain.identities import SOURCES, Source

    from .domain.due import due
    from .domain.persons import accounts_with, values_of

    ACTIONS.add(VolunteerAction)
    SOURCES.add(Source(values_of, accounts_with))
    MENU.add(MenuEntry(_("Volunteers"), "volunteers:desk_index", Capability.SEE_VOLUNTEER, "people", 20))
    DUE.add(due)
