"""The day itself: starting, calling the roll, completing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import refuse
from portal.pagecache.stamp import renew_figures_on_commit

from ...actions import SessionAction
from ...adults.domain.counting import adults_denied_reason
from ...enums import CommonRefusal, Outcome, SeatState, SessionState
from ...locking import lock_session, require
from ...models import Duty, Enrolment, Session
from ..enums import Reason, SessionRefusal
from ..transitions import COMPLETE, START
from .moving import move, yours_denied_reason

EARLY = timedelta(hours=1)
ROLL_OPEN = (SessionState.PUBLISHED, SessionState.CLOSED, SessionState.IN_PROGRESS, SessionState.COMPLETED)
_REASON = "the roll of one session, whose place was checked"


def start_denied_reason(session: Session) -> Reason | None:
    """Why the session may not start now, or None: the two-adult rule and the hazards are looked at again."""
    if not START.is_open_to(session):
        return CommonRefusal.CANCELLED if session.state == SessionState.CANCELLED else CommonRefusal.WRONG_STATE
    if timezone.now() < session.starts - EARLY:
        return SessionRefusal.TOO_EARLY
    if session.place.has_serious_hazard:
        return SessionRefusal.HAZARD
    return adults_denied_reason(session)


@change_of_state
def start(session: Session, *, by: User) -> Session:
    """Begin, at most an hour early. Raises Denied when the adults are too few or the place is not safe."""

    def denied(row: Session, by: User) -> Reason | None:
        return yours_denied_reason(START, row, by) or start_denied_reason(row)

    session = move(session, START, by=by, denied=denied, adults_missing=False, adults_missing_since=None)
    renew_figures_on_commit()
    return session


def roll_denied_reason(session: Session) -> Reason | None:
    """Why nobody can be written down as here or not here now, or None: from an hour early until hours are verified."""
    if session.state not in ROLL_OPEN:
        return CommonRefusal.CANCELLED if session.state == SessionState.CANCELLED else CommonRefusal.WRONG_STATE
    return SessionRefusal.TOO_EARLY if timezone.now() < session.starts - EARLY else None


@dataclass(frozen=True)
class RollSaved:
    """How many marks were new or different; whom somebody else has marked differently meanwhile, and how."""

    changed: int
    meanwhile: dict[UUID, Outcome]


@change_of_state
def call_roll(session: Session, marks: Mapping[UUID, Outcome], *, by: User) -> int:
    """Write down who came, by the uuid of duty or enrolment; returns how many marks were new or different.

    May be saved as often as needed. Whoever is not in `marks` stays as they are: unknown is not absent.
    Raises Denied when the session has not begun (an hour early is allowed) or its hours are verified.
    """
    return save_roll(session, marks, shown={}, by=by).changed


@change_of_state
def save_roll(session: Session, marks: Mapping[UUID, Outcome], *, shown: Mapping[UUID, Outcome], by: User) -> RollSaved:
    """The same for a page that `shown` these marks: what was left as it was shown is not written again.

    So a page opened before a late child came does not make it absent again. Where somebody else has marked the same
    person differently meanwhile, nothing is written for that person, and the result names them. Raises Denied.
    """
    session = lock_session(session)
    require(by, Capability.CALL_ROLL, session)
    refuse(roll_denied_reason(session))
    meant = {key: mark for key, mark in marks.items() if shown.get(key) != mark}
    seats = [seat for model in (Duty, Enrolment) for seat in on_the_roll(model, session)]
    meanwhile = {seat.uuid: Outcome(seat.outcome) for seat in seats if _is_contested(seat, meant, shown)}
    changed = sum(_mark(seat, meant, by) for seat in seats if seat.uuid not in meanwhile)
    if changed:
        record(SessionAction.ROLL_CALLED, actor=by, target=session, changed=changed)
    return RollSaved(changed, meanwhile)


def _is_contested(seat: Duty | Enrolment, meant: Mapping[UUID, Outcome], shown: Mapping[UUID, Outcome]) -> bool:
    """Whether somebody has marked this person differently since the page was made."""
    if seat.uuid not in meant or seat.uuid not in shown:
        return False
    return seat.outcome not in {shown[seat.uuid], meant[seat.uuid]}


def on_the_roll(model: type[Duty] | type[Enrolment], session: Session) -> list[Duty] | list[Enrolment]:
    """Those who were to come."""
    rows = model.objects.unscoped(_REASON).filter(session=session, state=SeatState.CONFIRMED)
    return list(rows.order_by("requested_at", "pk"))


def complete_denied_reason(session: Session) -> Reason | None:
    """Why the session cannot be closed as having taken place, or None.

    Also when nobody had started it: what took place is written down, and that nobody did stands in the log.
    """
    if not COMPLETE.is_open_to(session):
        return CommonRefusal.WRONG_STATE
    return None if session.over else SessionRefusal.NOT_OVER


@change_of_state
def complete(session: Session, *, by: User) -> Session:
    """It took place; the roll may still be put right until the hours are verified. Raises Denied before its end."""

    def denied(row: Session, by: User) -> Reason | None:
        return yours_denied_reason(COMPLETE, row, by) or complete_denied_reason(row)

    session = move(session, COMPLETE, by=by, denied=denied, write=_was_started)
    renew_figures_on_commit()
    return session


def _was_started(session: Session) -> dict[str, bool]:
    return {} if session.state == SessionState.IN_PROGRESS else {"started": False}


def _mark(seat: Duty | Enrolment, marks: Mapping[UUID, Outcome], by: User) -> bool:
    outcome = marks.get(seat.uuid)
    if outcome is None or outcome == seat.outcome:
        return False
    seat.outcome, seat.marked_by, seat.marked_at = outcome, by, timezone.now()
    seat.save(update_fields=["outcome", "marked_by", "marked_at"])
    return True
