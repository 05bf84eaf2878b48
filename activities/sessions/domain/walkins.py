"""Who came without having signed up: written down once the session has begun, present, by whoever calls the roll.

The child is there, so it is written down even when every place is taken (with a reason, and not counted as a place
taken); whether the adults are still enough is asked again. An adult who may not be with children is not.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from children.ledger.domain.ages import is_active
from children.ledger.models import Child
from portal.accounts.domain.independence import same_person
from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.areas.enums import TOWNSHIP_DIGITS
from portal.areas.scoping import within
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import Denied, refuse
from portal.pagecache.stamp import renew_figures_on_commit
from portal.undo.undoing import keep
from volunteers.application.domain.standing import serve_denied_reason
from volunteers.application.enums import VolunteerState
from volunteers.application.models import Volunteer

from ...actions import SeatAction
from ...adults.domain.watching import recheck_adults
from ...enums import HOLDS_A_SEAT, Beyond, Outcome, SeatState
from ...locking import lock_children, lock_session, lock_volunteer, require
from ...models import Duty, Enrolment, Session
from ...seats.domain.elsewhere import is_taken
from ...seats.domain.fitting import COLLECTED_UNDER, fit_denied_reason, may_be_under
from ...seats.domain.waitlist import take_place
from ...seats.enums import SeatRefusal
from ..enums import Reason, SessionRefusal
from .the_day import roll_denied_reason

CASE_NUMBER_LENGTH = 8
_REASON = "one person who stands at the door of one session, whose place was checked"


def child_at_the_door(session: Session, typed: str, *, by: User) -> Child:
    """The child of the session's township with this case number; by what it is called for whoever may see children.

    Raises Denied alike for no such record, one that is not active and one of elsewhere.
    """
    rows = Child.objects.unscoped(_REASON).filter(
        within([session.area_path[:TOWNSHIP_DIGITS]]), is_active(timezone.localdate(session.starts), prefix="")
    )
    if len(typed) == CASE_NUMBER_LENGTH and typed.isascii() and typed.isdigit():
        found = list(rows.filter(case_number=typed))
    else:
        seen = Child.objects.visible_to(by).filter(pk__in=rows.values("pk"))
        found = [child for child in seen if typed and child.called_name == typed]
    if not found:
        raise Denied(SessionRefusal.NO_SUCH_CHILD)
    if len(found) > 1:
        raise Denied(SessionRefusal.SEVERAL_CHILDREN)
    return found[0]


def child_walk_in_denied_reason(
    session: Session, child: Child, *, collected_by: str = "", beyond: str = ""
) -> Reason | None:
    """Why this child cannot be written down as having come, or None."""
    if reason := roll_denied_reason(session):
        return reason
    if is_taken(Enrolment.objects.unscoped(_REASON).filter(child=child), session):
        return SeatRefusal.OVERLAP
    if _here(Enrolment.objects.unscoped(_REASON).filter(child=child), session, SeatState.CONFIRMED):
        return SeatRefusal.ALREADY_IN
    if may_be_under(child, session, COLLECTED_UNDER) and not collected_by.strip():
        return SeatRefusal.COLLECTOR_MISSING
    fit = fit_denied_reason(session, child)
    if fit == SeatRefusal.CHILD_NOT_ACTIVE:
        return fit
    return SessionRefusal.WHY_BEYOND if not beyond and (fit or session.full) else None


@change_of_state
def child_came(session: Session, child: Child, *, by: User, collected_by: str = "", beyond: str = "") -> Enrolment:
    """Write down a child who came. `beyond` says why although there is no place, or its age is another.

    Raises Denied: not the actor's place, elsewhere at that time, nobody named who collects a child under 8.
    """
    (child,), session = lock_children([child.pk]), lock_session(session)
    require(by, Capability.CALL_ROLL, session)
    if not child.area_path.startswith(session.area_path[:TOWNSHIP_DIGITS]):
        raise Denied(SessionRefusal.NO_SUCH_CHILD)
    refuse(child_walk_in_denied_reason(session, child, collected_by=collected_by, beyond=beyond))
    waited = _here(Enrolment.objects.unscoped(_REASON).filter(child=child), session, SeatState.WAITLISTED)
    seat: Enrolment = waited or Enrolment(session=session, child=child, area=session.area, enrolled_by=by)
    seat.collected_by = collected_by.strip() or seat.collected_by
    _came(seat, session, Beyond(beyond) if beyond else None, by)
    return seat


def volunteer_walk_in_denied_reason(session: Session, volunteer: Volunteer | None, *, by: User) -> Reason | None:
    """Why this adult cannot be written down as having helped, or None. No word says what was found about them."""
    if reason := roll_denied_reason(session):
        return reason
    if volunteer is None or not volunteer.user.is_active:
        return SessionRefusal.NOT_WITH_CHILDREN
    if same_person(volunteer.user, by):
        return SessionRefusal.OWN_WALK_IN
    if serve_denied_reason(volunteer, on=timezone.localdate(session.starts)):
        return SessionRefusal.NOT_WITH_CHILDREN
    duties = Duty.objects.unscoped(_REASON).filter(volunteer=volunteer)
    if _here(duties, session, SeatState.CONFIRMED):
        return SeatRefusal.ALREADY_IN
    return SeatRefusal.OVERLAP if is_taken(duties, session) else None


@change_of_state
def volunteer_came(session: Session, number: str, *, by: User) -> Duty:
    """Write down a volunteer who came to help, by their number; a place more than planned is no obstacle.

    Raises Denied alike for an unknown number and for somebody who may not be with children.
    """
    found = Volunteer.objects.unscoped(_REASON).filter(number=number, state=VolunteerState.ACTIVE).first()
    volunteer = lock_volunteer(found) if number and found else None
    session = lock_session(session)
    require(by, Capability.CALL_ROLL, session)
    refuse(volunteer_walk_in_denied_reason(session, volunteer, by=by))
    assert volunteer  # noqa: S101  without one it was refused above
    rows = Duty.objects.unscoped(_REASON).filter(volunteer=volunteer)
    waited = _here(rows, session, SeatState.WAITLISTED) or _here(rows, session, SeatState.OFFERED)
    duty: Duty = waited or Duty(session=session, volunteer=volunteer, area=session.area)
    _came(duty, session, None, by)
    return duty


def _came(seat: Enrolment | Duty, session: Session, beyond: Beyond | None, by: User) -> None:
    before = seat.state if seat.pk else ""
    has_place = before in HOLDS_A_SEAT
    if not has_place and not take_place(session, type(seat)):
        seat.beyond = beyond or Beyond.MORE_ADULTS
    seat.state, seat.walk_in, seat.offered_until = SeatState.CONFIRMED, True, None
    seat.outcome, seat.marked_by, seat.marked_at = Outcome.PRESENT, by, timezone.now()
    seat.save()
    child = isinstance(seat, Enrolment)
    action = SeatAction.CHILD_WALKED_IN if child else SeatAction.VOLUNTEER_WALKED_IN
    record(action, actor=by, target=seat, beyond=seat.beyond or None)
    keep("enrolment.walk_in" if child else "duty.walk_in", by=by, seat=str(seat.uuid), before=before)
    recheck_adults(session)
    renew_figures_on_commit()


def _here(rows: Any, session: Session, state: str) -> Any:
    """The person's seat of that state in this session, or None."""
    return rows.filter(session=session, state=state).first()
