"""A child's place in a session: enrolling, siblings together, withdrawing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from children.enums import ChildState
from children.models import Child
from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.audit.log import record
from portal.denied import Denied
from portal.pagecache.stamp import bump_on_commit

from ..enums import BOOKS_NOTHING, HOLDS_A_SEAT, LIVE, Refusal, SeatState, SessionState
from ..models import Enrolment, Session
from .adults import recheck_adults
from .locking import lock_children, lock_session, require
from .signup import open_denied_reason
from .waitlist import give_back, is_late, promote, release_expired, take_place

COLLECTED_UNDER = 8
_REASON = "a child is never in two places at once, whoever enrolled it"


def enrol_denied_reason(session: Session, child: Child, collected_by: str = "") -> Refusal | None:
    """Why this child may not be enrolled, or None. A full session is no refusal: it means the waiting list."""
    reason = open_denied_reason(session) or child_denied_reason(session, child)
    if reason is None and may_be_under(child, session, COLLECTED_UNDER) and not collected_by.strip():
        return Refusal.COLLECTOR_MISSING
    return reason


def child_denied_reason(session: Session, child: Child) -> Refusal | None:
    """Why this session is not for this child, or None."""
    if child.state != ChildState.ACTIVE:
        return Refusal.CHILD_NOT_ACTIVE
    if not _right_age(session, child):
        return Refusal.WRONG_AGE
    enrolments = Enrolment.objects.unscoped(_REASON).filter(child=child, state__in=LIVE)
    if enrolments.filter(session=session).exists():
        return Refusal.ALREADY_IN
    elsewhere = enrolments.filter(session__starts__lt=session.ends, session__ends__gt=session.starts)
    return Refusal.OVERLAP if elsewhere.exclude(session__state__in=BOOKS_NOTHING).exists() else None


def may_be_under(child: Child, session: Session, age: int) -> bool:
    """Whether the child may be younger than `age` on the day; only the year of birth is needed."""
    return _youngest(child, session) < age


def enrol(child: Child, session: Session, *, by: User, collected_by: str = "") -> Enrolment:
    """One child's place; see `enrol_many`."""
    return enrol_many([child], session, by=by, collected_by={child.pk: collected_by})[0]


@transaction.atomic
def enrol_many(
    children: Iterable[Child], session: Session, *, by: User, collected_by: Mapping[int, str] | None = None
) -> list[Enrolment]:
    """Enrol siblings together: all get a place, or all wait.

    `collected_by` says by the child's key who collects it (asked for under 8). Raises Denied for the first
    child that may not be enrolled; then none is.
    """
    locked, session = lock_children(children), lock_session(session)
    require(by, Capability.MANAGE_SESSION, session)
    if not all(by.can(Capability.SEE_CHILD, child.area_path) for child in locked):
        raise Denied(Refusal.NOT_YOURS)
    release_expired(session)
    collectors = collected_by or {}
    for child in locked:
        if reason := enrol_denied_reason(session, child, collectors.get(child.pk, "")):
            raise Denied(reason)
    state = SeatState.CONFIRMED if take_place(session, Enrolment, len(locked)) else SeatState.WAITLISTED
    made = [_enrol(child, session, state, by, collectors.get(child.pk, "")) for child in locked]
    recheck_adults(session)
    bump_on_commit()
    return made


@transaction.atomic
def withdraw_child(enrolment: Enrolment, *, by: User) -> Enrolment:
    """Give a child's place back; the next on the waiting list gets it in the same transaction. Raises Denied."""
    session = lock_session(enrolment.session)
    enrolment = Enrolment.objects.unscoped("the session is locked").get(pk=enrolment.pk)
    require(by, Capability.MANAGE_SESSION, session)
    if enrolment.state not in LIVE:
        raise Denied(Refusal.NOT_IN)
    if session.begun or session.state == SessionState.CANCELLED:
        raise Denied(Refusal.PAST if session.begun else Refusal.CANCELLED)
    held, now = enrolment.state in HOLDS_A_SEAT, timezone.now()
    enrolment.state = SeatState.LATE_CANCELLED if held and is_late(session, now) else SeatState.CANCELLED
    enrolment.withdrawn_at = now
    enrolment.save(update_fields=["state", "withdrawn_at"])
    record("enrolment.withdraw", actor=by, target=enrolment, state=enrolment.state)
    if held:
        give_back(session, Enrolment)
        promote(session)
    recheck_adults(session)
    bump_on_commit()
    return enrolment


def _enrol(child: Child, session: Session, state: SeatState, by: User, collected_by: str) -> Enrolment:
    enrolment = Enrolment(session=session, child=child, area=session.area, state=state, enrolled_by=by)
    enrolment.collected_by = collected_by.strip()
    enrolment.save()
    record("enrolment.enrol", actor=by, target=enrolment, state=state)
    return enrolment


def _right_age(session: Session, child: Child) -> bool:
    """By the year of birth: a child counts for both ages it has in that year."""
    youngest, oldest = _youngest(child, session), _youngest(child, session) + 1
    return (session.age_from is None or oldest >= session.age_from) and (
        session.age_to is None or youngest <= session.age_to
    )


def _youngest(child: Child, session: Session) -> int:
    return timezone.localdate(session.starts).year - child.birth_year - 1
