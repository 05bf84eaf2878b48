"""Suspending, reinstating and ending an engagement, and telling the other apps in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils import timezone

from portal.accounts.models import User
from portal.changes.changing import change_of_state
from portal.changes.denied import refuse
from portal.registry import Registry
from portal.transitions.table import Transition

from ..enums import VettingKind, VolunteerRefusal
from ..models import Volunteer
from ..transitions import END, REINSTATE, SUSPEND
from .checks import failed_reason, needed_denied_reason
from .moving import held, may_denied_reason, move, words_denied_reason
from .standing import keep_check

Holds = Callable[[Volunteer], None]


@dataclass(frozen=True)
class Dependent:
    """What another app does in the transaction that suspends or ends an engagement.

    `lose(volunteer, *, by, reason)`: the reason is the state entered, `suspended` or `ended`; one that raises stops the
    whole change. `hold` locks the rows that it will change, before the first of them is changed. `checked` keeps the
    end of the record check beside what depends on it, in the transaction that records one.
    """

    lose: Callable[..., None]
    hold: Holds = lambda _volunteer: None
    checked: Holds = lambda _volunteer: None


# In the order of docs/locking.md.
DEPENDENTS: Registry[Dependent] = Registry()


def hold_what_depends(volunteer: Volunteer) -> None:
    """Lock what is changed when this locked volunteer, who is engaged, may no longer be with children."""
    for dependent in DEPENDENTS:
        dependent.hold(volunteer)


def keep_check_with_what_depends(volunteer: Volunteer) -> None:
    """A record check of this locked volunteer was recorded: write its end down for all lists."""
    keep_check(Volunteer.objects.unscoped("whose check was recorded").filter(pk=volunteer.pk))
    volunteer.refresh_from_db(fields=["cleared_until"])
    for dependent in DEPENDENTS:
        dependent.checked(volunteer)


@change_of_state
def _lose_standing(volunteer: Volunteer, transition: Transition, *, by: User, reason: str) -> Volunteer:
    refuse(words_denied_reason(reason))
    hold_what_depends(held(volunteer))
    row = move(volunteer, transition, by=by, denied=partial(may_denied_reason, transition), state_note=reason)
    for dependent in DEPENDENTS:
        dependent.lose(row, by=by, reason=str(row.state))
    return row


def suspend_denied_reason(volunteer: Volunteer, by: User) -> VolunteerRefusal | None:
    """Why this officer cannot pause the engagement, or None."""
    return may_denied_reason(SUSPEND, volunteer, by)


def suspend(volunteer: Volunteer, *, by: User, reason: str) -> Volunteer:
    """Pause at once, with everything that depends on it. Raises Denied."""
    return _lose_standing(volunteer, SUSPEND, by=by, reason=reason)


def suspend_after_check(volunteer: Volunteer, kind: VettingKind, *, by: User) -> None:
    """A check, talk or training that was not passed pauses whoever is active; nobody has to remember to do it."""
    if SUSPEND.is_open_to(volunteer):
        suspend(volunteer, by=by, reason=str(failed_reason(kind).label))


def reinstate_denied_reason(volunteer: Volunteer, by: User) -> VolunteerRefusal | None:
    """Why the engagement cannot go on, or None: all that approval needed must hold again."""
    return may_denied_reason(REINSTATE, volunteer, by) or needed_denied_reason(volunteer, on=timezone.localdate())


def reinstate(volunteer: Volunteer, *, by: User) -> Volunteer:
    """The engagement goes on; pairings and duties are taken up again by hand. Raises Denied."""
    return move(volunteer, REINSTATE, by=by, denied=reinstate_denied_reason, state_note="")


def end_denied_reason(volunteer: Volunteer, by: User) -> VolunteerRefusal | None:
    """Why this officer cannot end the engagement, or None."""
    return may_denied_reason(END, volunteer, by)


def end(volunteer: Volunteer, *, by: User, reason: str) -> Volunteer:
    """End the engagement for good; applying again is a new application. Raises Denied."""
    return _lose_standing(volunteer, END, by=by, reason=reason)
