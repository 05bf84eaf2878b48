"""Where sessions meet others: menu, first screen, due list and what can be taken back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Capability
from portal.desk.registry import MenuEntry, add_due, add_menu_entry, add_panel
from portal.undo.undoing import can_be_undone


def register() -> None:
    """Called once from ActivitiesConfig.ready()."""
    from .domain import undoing
    from .domain.due import due_holidays, due_sessions
    from .panels import first_screen

    can_be_undone("session.close", _("Enrolment was closed."), undoing.reopen)
    can_be_undone("session.cancel", _("A session was cancelled."), undoing.take_place_after_all)
    can_be_undone("enrolment.withdraw", _("A child was taken off."), undoing.enrol_again)
    can_be_undone("duty.withdraw", _("A volunteer's place was given back."), undoing.help_again)
    can_be_undone("enrolment.walk_in", _("A child was written down as here."), undoing.child_did_not_come)
    can_be_undone("duty.walk_in", _("A volunteer was written down as here."), undoing.volunteer_did_not_come)
    add_menu_entry(MenuEntry(_("Sessions"), "activities:desk_sessions", Capability.SEE_SESSION, "calendar", 40))
    add_due(due_sessions)
    add_due(due_holidays)
    add_panel(first_screen)
