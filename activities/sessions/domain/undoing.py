"""Taking back what was done to a seat or a session: nothing is taken from somebody who has been given it since."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import Denied, refuse
from portal.notify.outbox import withdraw as withdraw_messages
from portal.pagecache.stamp import bump_on_commit, renew_figures_on_commit

from ...actions import SeatAction
from ...adults.domain.watching import recheck_adults, recheck_beside
from ...enums import HOLDS_A_SEAT, CommonRefusal, Outcome, SeatState, SessionState
from ...locking import lock_children, lock_session, lock_volunteer, require
from ...models import Duty, Enrolment, Session
from ...permissions import may
from ...seats.domain.enrolment import child_denied_reason
from ...seats.domain.signup import may_sign_up_denied_reason
from ...seats.domain.waitlist import give_back, promote, take_place
from ...telling import event_now, everyone, tell
from ..enums import Reason
from ..transitions import REOPEN, TAKE_PLACE
from .clashes import people_denied_reason, room_denied_reason
from .moving import may_denied_reason, move
from .publishing import next_version

_REASON = "one act, whose actor and place are checked on the locked row"
_WITHDRAWN = (SeatState.CANCELLED, SeatState.LATE_CANCELLED)


@change_of_state
def enrol_again(detail: dict[str, Any], *, by: User) -> str:
    """Undo a withdrawal: the place if nobody has it now, else the head of the waiting list.

    Raises Denied: it has begun or is cancelled, or the child is elsewhere at that time now.
    """
    seat = Enrolment.objects.unscoped(_REASON).select_related("session").get(uuid=detail["seat"])
    (child,), session = lock_children([seat.child_id]), lock_session(seat.session)
    require(by, Capability.MANAGE_SESSION, session)
    seat = Enrolment.objects.unscoped(_REASON).get(pk=seat.pk)
    refuse(seat_denied_reason(seat, session) or child_denied_reason(session, child))
    return _seat_again(seat, session, held=detail["held"], by=by)


@change_of_state
def help_again(detail: dict[str, Any], *, by: User) -> str:
    """Undo a volunteer's withdrawal, as for a child; whether they may be with children is asked again."""
    seat = Duty.objects.unscoped(_REASON).select_related("session", "volunteer").get(uuid=detail["seat"])
    volunteer, session = lock_volunteer(seat.volunteer), lock_session(seat.session)
    if by.pk != volunteer.user_id and not may(by, Capability.MANAGE_SESSION, session.place):
        raise Denied(CommonRefusal.NOT_YOURS)
    seat = Duty.objects.unscoped(_REASON).get(pk=seat.pk)
    refuse(seat_denied_reason(seat, session) or may_sign_up_denied_reason(session, volunteer))
    withdraw_messages(f"taken_off:{seat.uuid}")
    return _seat_again(seat, session, held=detail["held"], by=by)


def seat_denied_reason(seat: Duty | Enrolment, session: Session) -> Reason | None:
    """Why a seat that was given back cannot be taken again by its person, or None."""
    if session.state == SessionState.CANCELLED:
        return CommonRefusal.CANCELLED
    if session.begun:
        return CommonRefusal.PAST
    return None if seat.state in _WITHDRAWN else CommonRefusal.WRONG_STATE


@change_of_state
def reopen(detail: dict[str, Any], *, by: User) -> str:
    """Undo closing: signing up is open again, and whoever waits moves up. Raises Denied."""
    session = move(_session(detail), REOPEN, by=by, denied=partial(may_denied_reason, REOPEN))
    promote(session)
    recheck_adults(session)
    bump_on_commit()
    return _("Enrolment is open again.")


@change_of_state
def take_place_after_all(detail: dict[str, Any], *, by: User) -> str:
    """Undo a cancellation, of which everyone has been told at once: now they are told that it takes place.

    Raises Denied when the room or one of the people has been taken for something else since.
    """
    transition = TAKE_PLACE[SessionState(detail["state"])]

    def denied(row: Session, by: User) -> Reason | None:
        refused = may_denied_reason(transition, row, by)
        if refused or transition.target == SessionState.DRAFT:
            return refused
        return room_denied_reason(row) or people_denied_reason(row)

    session = move(_session(detail), transition, by=by, denied=denied, write=next_version, cancel_reason="")
    recheck_adults(session)
    recheck_beside(session)
    if session.published_at and not session.over:
        tell(everyone(session), "takes_place", session, event=event_now("takes_place", session))
    bump_on_commit()
    return _("It takes place after all. Everyone who signed up has been told.")


@change_of_state
def child_did_not_come(detail: dict[str, Any], *, by: User) -> str:
    """Undo: the child was written down by mistake."""
    return _did_not_come(Enrolment.objects.unscoped(_REASON).get(uuid=detail["seat"]), detail["before"], by)


@change_of_state
def volunteer_did_not_come(detail: dict[str, Any], *, by: User) -> str:
    """Undo: the volunteer was written down by mistake."""
    return _did_not_come(Duty.objects.unscoped(_REASON).get(uuid=detail["seat"]), detail["before"], by)


def _session(detail: dict[str, Any]) -> Session:
    found: Session = Session.objects.unscoped(_REASON).get(uuid=detail["session"])
    return found


def _seat_again(seat: Duty | Enrolment, session: Session, *, held: bool, by: User) -> str:
    kind = type(seat)
    has_place = held and take_place(session, kind)
    seat.state = SeatState.CONFIRMED if has_place else SeatState.WAITLISTED
    seat.withdrawn_at = seat.offered_until = None
    if held and not has_place:
        seat.requested_at = _head_of_line(seat, session)
    seat.save(update_fields=["state", "withdrawn_at", "offered_until", "requested_at"])
    record(
        SeatAction.CHILD_RESTORED if kind is Enrolment else SeatAction.VOLUNTEER_RESTORED,
        actor=by,
        target=seat,
        state=seat.state,
    )
    promote(session)
    recheck_adults(session)
    renew_figures_on_commit()
    if has_place:
        return _("The place is taken again, as before.")
    return (
        _("The place has been given to somebody else meanwhile: first on the waiting list now.")
        if held
        else _("On the waiting list again, at the same place.")
    )


def _head_of_line(seat: Duty | Enrolment, session: Session) -> Any:
    """A moment before everybody who waits."""
    waiting = type(seat).objects.unscoped(_REASON).filter(session=session, state=SeatState.WAITLISTED)
    first = waiting.aggregate(at=Min("requested_at"))["at"]
    return min(seat.requested_at, first - timedelta(microseconds=1)) if first else seat.requested_at


def _did_not_come(seat: Duty | Enrolment, before: str, by: User) -> str:
    session = lock_session(Session(pk=seat.session_id))
    require(by, Capability.CALL_ROLL, session)
    seat = type(seat).objects.unscoped(_REASON).get(pk=seat.pk)
    if session.state == SessionState.VERIFIED or not seat.walk_in or seat.state != SeatState.CONFIRMED:
        raise Denied(CommonRefusal.WRONG_STATE)
    if not seat.beyond and before not in HOLDS_A_SEAT:
        give_back(session, type(seat))
    seat.state = SeatState(before) if before == SeatState.WAITLISTED else SeatState.CANCELLED
    seat.withdrawn_at = timezone.now() if seat.state == SeatState.CANCELLED else None
    seat.walk_in, seat.beyond = False, ""
    seat.outcome, seat.marked_by, seat.marked_at = Outcome.UNKNOWN, None, None
    seat.save()
    child = isinstance(seat, Enrolment)
    record(SeatAction.CHILD_DID_NOT_COME if child else SeatAction.VOLUNTEER_DID_NOT_COME, actor=by, target=seat)
    recheck_adults(session)
    renew_figures_on_commit()
    return _("Taken off the roll again.")
