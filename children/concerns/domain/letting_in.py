"""Shutting out of a report, letting in, finding somebody where nobody is left; who may open one: see `models`."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from portal.accounts.domain.independence import same_person
from portal.accounts.enums import Capability
from portal.accounts.models import Assignment, User
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import Denied
from portal.changes.locking import locked

from ..actions import ConcernAction
from ..enums import OPEN, ConcernRefusal, EntryKind, Part
from ..models import Concern, ConcernPerson
from .alerts import alert
from .handling import append, held
from .people import alerted_for, give_onwards, is_one_of, live, named_people, shut_out


@change_of_state
def name_people(concern: Concern, people: Iterable[User], *, by: User) -> None:
    """These accounts are named in it and see nothing of it from now on; naming oneself is allowed. Raises Denied."""
    row = held(concern, by)
    for user in people:
        shut_out(row, user, by=by)
    if not alerted_for(row):
        give_onwards(row)
        alert(row)


@change_of_state
def let_in_again(concern: Concern, user: User, *, reason: str, by: User) -> None:
    """It was somebody else of the same name; whoever is shut out can't decide this, as they can't open it.

    Raises Denied.
    """
    row = held(concern, by)
    if same_person(by, user):
        raise Denied(ConcernRefusal.OWN_NAME)
    if not live(row, Part.NAMED).filter(user=user).update(lifted_at=timezone.now()):
        raise Denied(ConcernRefusal.NOT_SHUT_OUT)
    append(row, EntryKind.LIFTED, f"{user}: {reason}", by)
    record(ConcernAction.LET_IN, actor=by, target=row, user=str(user.uuid))


def to_let_in(concern: Concern) -> list[User]:
    """Colleagues whose office does not open it by itself, being newer or working on what is given, and not named."""
    able = Assignment.objects.holding(Capability.OPEN_CONCERN).at(concern.area_path).people()
    there, named = {user.pk for user in alerted_for(concern)}, named_people(concern)
    return [user for user in able if user.pk not in there and not is_one_of(user, named)]


@change_of_state
def let_in(concern: Concern, user: User, *, by: User) -> None:
    """Let a colleague work on it whose office does not open it; by whoever may see it themselves. Raises Denied."""
    row = held(concern, by)
    if user not in to_let_in(row) or same_person(by, user):
        raise Denied(ConcernRefusal.NOT_TO_LET_IN)
    ConcernPerson.objects.create(concern=row, user=user, part=Part.ASSIGNED, by=by)
    append(row, EntryKind.LET_IN, str(user), by)
    record(ConcernAction.GIVEN, actor=by, target=row, user=str(user.uuid))


def hand_onwards() -> int:
    """Find somebody for each open report that nobody may open, as people come and go. Returns how many there are.

    Run every ten minutes.
    """
    rows = Concern.objects.unscoped("the site itself looks for what nobody may open").filter(state__in=OPEN)
    lost = [row for row in rows.iterator() if not alerted_for(row)]
    for row in lost:
        _hand_onwards(row)
    return len(lost)


@change_of_state
def _hand_onwards(concern: Concern) -> None:
    row = locked(concern)
    # Somebody may have been let in since it was looked up.
    if not alerted_for(row) and give_onwards(row):
        alert(row)
