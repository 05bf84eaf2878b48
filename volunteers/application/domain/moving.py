"""How an application moves from one state to the next: lock, check again, write, audit, tell the volunteer."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.utils import timezone

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import refuse
from portal.notify.circles import THEMSELVES
from portal.notify.outbox import notify

from ..enums import VolunteerRefusal, VolunteerState
from ..models import Volunteer
from .persons import is_same_person

Check = Callable[[Volunteer], VolunteerRefusal | None]


def locked(volunteer: Volunteer) -> Volunteer:
    """The row as it is now, held until the transaction ends."""
    rows = Volunteer.objects.unscoped("the row that is being changed, held for the change")
    return rows.select_for_update(of=("self",), no_key=True).select_related("area", "user").get(pk=volunteer.pk)


def vetter_denied_reason(volunteer: Volunteer, by: User) -> VolunteerRefusal | None:
    """Why this officer may not decide about this person: the county's vetting officers, never themselves."""
    if not by.can(Capability.VET_VOLUNTEER, volunteer.area_path):
        return VolunteerRefusal.NOT_COUNTY
    return VolunteerRefusal.OWN if is_same_person(volunteer, by) else None


def state_denied_reason(volunteer: Volunteer, sources: Collection[str]) -> VolunteerRefusal | None:
    """Refused when the application is no longer where the page showed it."""
    return None if volunteer.state in sources else VolunteerRefusal.MOVED_ON


@change_of_state
def advance(
    volunteer: Volunteer,
    to: VolunteerState,
    *,
    by: User,
    action: str,
    check: Check,
    tell: bool = True,
    **changes: Any,
) -> Volunteer:
    """Move to the state `to` if `check` finds no reason against it, under the lock. Raises Denied.

    `action` names the audit event `volunteer.<action>` and the message `volunteer_<action>`.
    """
    row = locked(volunteer)
    refuse(check(row))
    before = row.state
    for name, value in changes.items():
        setattr(row, name, value)
    row.state, row.state_changed_at = to, timezone.now()
    row.save()
    announce(row, by=by, action=action, tell=tell, before=before, after=str(to))
    return row


def announce(row: Volunteer, *, by: User, action: str, tell: bool = True, **detail: Any) -> None:
    """Write the audit event and put the message for the volunteer into the outbox."""
    event = record(f"volunteer.{action}", actor=by, target=row, **detail)
    if tell:
        notify(row.user, f"volunteer_{action}", key=f"volunteer.{action}:{event.sequence}", circle=THEMSELVES)
