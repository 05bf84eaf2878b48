"""Taking and giving back places; the next on the waiting list moves up in the same transaction."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from portal.audit.log import record
from portal.pagecache.stamp import bump_on_commit
from volunteers.domain.standing import serve_denied_reason

from ..enums import SeatState, SessionState
from ..models import Duty, Enrolment, Session
from .telling import tell, tell_volunteer

LATE = timedelta(hours=24)
OFFER = timedelta(hours=3)
COUNTERS: dict[type[Any], tuple[str, str]] = {
    Duty: ("volunteers_taken", "volunteer_capacity"),
    Enrolment: ("children_taken", "child_capacity"),
}
_REASON = "places are given in the order of the waiting list, whoever is on it"


def take_place(session: Session, kind: type[Any], number: int = 1) -> bool:
    """Take so many places if that many are left: one conditional UPDATE, so the last place has one winner."""
    taken, capacity = COUNTERS[kind]
    free = {f"{taken}__lte": F(capacity) - number}
    rows = Session.objects.unscoped("a conditional update by key").filter(pk=session.pk, **free)
    won = bool(rows.update(**{taken: F(taken) + number}))
    if won:
        setattr(session, taken, getattr(session, taken) + number)
    return won


def give_back(session: Session, kind: type[Any]) -> None:
    """One place less is taken."""
    taken, _capacity = COUNTERS[kind]
    Session.objects.unscoped("an update by key").filter(pk=session.pk).update(**{taken: F(taken) - 1})
    setattr(session, taken, getattr(session, taken) - 1)


def promote(session: Session) -> None:
    """Give free places of a locked session to those who wait, in their order.

    More than a day ahead the place is theirs at once; later it is offered, because they may have made other plans.
    """
    if session.state != SessionState.PUBLISHED or session.begun:
        return
    for kind in COUNTERS:
        waiting = kind.objects.unscoped(_REASON).filter(session=session, state=SeatState.WAITLISTED)
        for seat in waiting.order_by("requested_at", "pk"):
            if isinstance(seat, Duty) and serve_denied_reason(seat.volunteer, on=timezone.localdate(session.starts)):
                continue
            if not take_place(session, kind):
                break
            _move_up(seat, session)
    bump_on_commit()


def release_expired(session: Session) -> None:
    """Give places whose offer has run out to the next in line; a locked session is asked for."""
    now = timezone.now()
    for kind in COUNTERS:
        over = kind.objects.unscoped(_REASON).filter(session=session, state=SeatState.OFFERED, offered_until__lte=now)
        for seat in over:
            seat.state, seat.withdrawn_at = SeatState.CANCELLED, now
            seat.save(update_fields=["state", "withdrawn_at"])
            give_back(session, kind)
            record("seat.offer_over", actor=None, target=seat)
    promote(session)


def is_late(session: Session, now: datetime) -> bool:
    """Within 24 hours of the start."""
    return session.starts - now < LATE


def _move_up(seat: Duty | Enrolment, session: Session) -> None:
    now = timezone.now()
    # A child's family is rung up by the officer; only a volunteer can answer an offer here.
    late = is_late(session, now) and isinstance(seat, Duty)
    seat.state = SeatState.OFFERED if late else SeatState.CONFIRMED
    seat.offered_until = min(now + OFFER, session.starts) if late else None
    seat.save(update_fields=["state", "offered_until"])
    record("seat.promote", actor=None, target=seat, state=seat.state)
    seat.session = session
    if isinstance(seat, Duty):
        tell_volunteer(seat, "offered" if late else "promoted")
    elif seat.enrolled_by:
        tell([seat.enrolled_by], "child_promoted", session, event=f"promoted:{seat.uuid}")
