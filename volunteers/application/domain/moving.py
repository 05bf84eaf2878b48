"""What every transition of an application has in common: whose it is, the row that is held, telling the volunteer."""

from __future__ import annotations

from functools import partial

from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.changes.locking import locked
from portal.notify.circles import THEMSELVES
from portal.notify.outbox import notify
from portal.transitions.making import advance
from portal.transitions.table import Transition

from ..enums import VolunteerRefusal
from ..models import Volunteer
from .persons import is_same_person

Reason = VolunteerRefusal | None


def held(volunteer: Volunteer) -> Volunteer:
    """The row as it is now, held until the transaction ends."""
    return locked(volunteer, "area", "user")


def may_denied_reason(transition: Transition, volunteer: Volunteer, by: User) -> Reason:
    """Why this officer may not make this transition now: the county's vetting officers may, never about themselves."""
    if not transition.capability or not by.can(transition.capability, volunteer.area_path):
        return VolunteerRefusal.NOT_COUNTY
    return VolunteerRefusal.OWN if is_same_person(volunteer, by) else moved_denied_reason(transition, volunteer)


def own_denied_reason(transition: Transition, volunteer: Volunteer, by: User) -> Reason:
    """Why this person may not do this with the application now: only whoever applied may."""
    return VolunteerRefusal.NOT_YOURS if volunteer.user_id != by.pk else moved_denied_reason(transition, volunteer)


def moved_denied_reason(transition: Transition, volunteer: Volunteer) -> Reason:
    """Refused when the application is no longer where the page showed it."""
    return None if transition.is_open_to(volunteer) else VolunteerRefusal.MOVED_ON


def words_denied_reason(text: str) -> Reason:
    """Refused without words where words are needed."""
    return None if text.strip() else VolunteerRefusal.REASON_MISSING


def tell_volunteer(row: Volunteer, event: AuditEvent) -> None:
    """The message has the name of the event, and nothing in it."""
    key = f"{event.action}:{event.sequence}"
    notify(row.user, event.action.replace(".", "_"), key=key, circle=THEMSELVES)


move = partial(advance, hold=held, tell=tell_volunteer)
