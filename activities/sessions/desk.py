"""Where sessions meet others: menu, first screen, due list and what can be taken back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Capability
from portal.desk.registry import DUE, MENU, PANELS, MenuEntry
from portal.undo.undoing import UNDOABLE, Kind


def register() -> None:
    """Called once from ActivitiesConfig.ready()."""
    from .domain import undoing
    from .domain.due import due_holidays, due_sessions
    from .panels import first_screen

    UNDOABLE.add(Kind(_("Enrolment was closed."), undoing.reopen), name="session.close")
    UNDOABLE.add(Kind(_("A session was cancelled."), undoing.take_place_after_all), name="session.cancel")
    UNDOABLE.add(Kind(_("A child was taken off."), undoing.enrol_again), name="enrolment.withdraw")
    UNDOABLE.add(Kind(_("A volunteer's place was given back."), undoing.help_again), name="duty.withdraw")
    UNDOABLE.add(Kind(_("A child was written down as here."), undoing.child_did_not_come), name="enrolment.walk_in")
    UNDOABLE.add(Kind(_("A volunteer was written down as here."), undoing.volunteer_did_not_come), name="duty.walk_in")
    MENU.add(MenuEntry(_("Sessions"), "activities:desk_sessions", Capability.SEE_SESSION, "calendar", 40))
    DUE.add(due_sessions)
    DUE.add(due_holidays)
    PANELS.add(first_screen)
