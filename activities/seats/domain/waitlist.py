"""Taking and giving back places; the next on the waiting list moves up in the same transaction.

One rule for groups, at enrolment and at promotion: see `promote` and docs/decisions/0019.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from portal.audit.log import record
from portal.pagecache.stamp import renew_figures_on_commit
from volunteers.application.domain.standing import serve_denied_reason

from ...actions import SeatAction
from ...enums import SeatState, SessionState
from ...models import Duty, Enrolment, Session
from ...telling import ENROLLED, officers_of, tell, tell_volunteer
from .elsewhere import is_taken
from .fitting import fit_denied_reason
from .offer_times import offer_ends

LATE = timedelta(hours=24)
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


def promote(session: Session, *, last: Collection[UUID] = ()) -> None:
    """Give free places of a locked session to those who wait, in their order.

    Brothers and sisters who want to be together move up together or not at all; while there are too few places
    for them, whoever comes after them is not kept waiting, and they keep their place in line (decision 0019).
    More than a day ahead the place is theirs at once; later it is offered to a volunteer, who may have made other
    plans. `last` are those whose offer has just run out: the others are asked first.
    """
    if session.state != SessionState.PUBLISHED or session.begun:
        return
    for kind in COUNTERS:
        for party in _parties(session, kind, last):
            if take_place(session, kind, len(party)):
                for seat in party:
                    _move_up(seat, session)
            elif len(party) == 1:
                break
    renew_figures_on_commit()


def release_expired(session: Session) -> None:
    """Give places whose offer has run out to the next in line; a locked session is asked for.

    Whoever lost the offer is told, and keeps the place in line the first time.
    """
    now, passed = timezone.now(), []
    for kind in COUNTERS:
        over = kind.objects.unscoped(_REASON).filter(session=session, state=SeatState.OFFERED, offered_until__lte=now)
        for seat in over.order_by("requested_at", "pk"):
            _lose_offer(seat, session, now)
            passed.append(seat.uuid)
    promote(session, last=passed)


def waiting_parties(waiting: Iterable[Duty | Enrolment]) -> list[list[Duty | Enrolment]]:
    """Those who wait, in their order: each alone, brothers and sisters who want to be together as one."""
    parties: dict[UUID, list[Duty | Enrolment]] = {}
    for seat in waiting:
        parties.setdefault(getattr(seat, "together", None) or seat.uuid, []).append(seat)
    return list(parties.values())


def is_late(session: Session, now: datetime) -> bool:
    """Within 24 hours of the start."""
    return session.starts - now < LATE


def _parties(session: Session, kind: type[Any], last: Collection[UUID]) -> list[list[Duty | Enrolment]]:
    """Who of those waiting may come, in the order in which places are given."""
    person = "volunteer__user" if kind is Duty else "child"
    rows = kind.objects.unscoped(_REASON).select_related(person)
    waiting = rows.filter(session=session, state=SeatState.WAITLISTED)
    may_come = (seat for seat in waiting.order_by("requested_at", "pk") if _may_come(seat, session))
    return sorted(waiting_parties(may_come), key=lambda party: party[0].uuid in last)


def _may_come(seat: Duty | Enrolment, session: Session) -> bool:
    """A volunteer's standing and a child's record are asked again: both may have waited for weeks.

    And where they are at that time: who waits here may have come to another session without signing up.
    """
    person = "volunteer" if isinstance(seat, Duty) else "child"
    theirs = type(seat).objects.unscoped(_REASON).filter(**{f"{person}_id": getattr(seat, f"{person}_id")})
    if is_taken(theirs, session):
        return False
    if isinstance(seat, Duty):
        return serve_denied_reason(seat.volunteer, on=timezone.localdate(session.starts)) is None
    return fit_denied_reason(session, seat.child) is None


def _lose_offer(seat: Duty | Enrolment, session: Session, now: datetime) -> None:
    seat.offers_lost += 1
    again = seat.offers_lost == 1
    seat.state, seat.offered_until = (SeatState.WAITLISTED if again else SeatState.CANCELLED), None
    seat.withdrawn_at = None if again else now
    seat.save(update_fields=["state", "offered_until", "offers_lost", "withdrawn_at"])
    give_back(session, type(seat))
    record(SeatAction.OFFER_OVER, actor=None, target=seat, state=seat.state)
    seat.session = session
    if isinstance(seat, Duty):
        tell_volunteer(seat, "offer_over", event=f"offer_over:{seat.uuid}:{seat.offers_lost}", waiting=again)


def _move_up(seat: Duty | Enrolment, session: Session) -> None:
    now = timezone.now()
    # A child's family is rung up by the officer; only a volunteer can answer an offer here.
    late = is_late(session, now) and isinstance(seat, Duty)
    seat.state = SeatState.OFFERED if late else SeatState.CONFIRMED
    seat.offered_until = offer_ends(now, session.starts) if late else None
    seat.save(update_fields=["state", "offered_until"])
    record(SeatAction.PROMOTED, actor=None, target=seat, state=seat.state)
    seat.session = session
    if isinstance(seat, Duty):
        name = "offered" if late else "promoted"
        tell_volunteer(seat, name, event=f"{name}:{seat.uuid}:{seat.offers_lost}")
    else:
        circle = f"{ENROLLED}:{seat.uuid}"
        tell(officers_of(seat), "child_promoted", session, event=f"promoted:{seat.uuid}", circle=circle)
