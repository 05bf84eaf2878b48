"""A child's place in a session: enrolling, siblings together, withdrawing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import uuid4

from django.utils import timezone

from children.ledger.models import Child
from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.audit.log import Happening, record, record_many
from portal.changes.changing import change_of_state
from portal.changes.denied import Denied, refuse
from portal.pagecache.stamp import renew_figures_on_commit
from portal.undo.undoing import keep

from ...actions import SeatAction
from ...adults.domain.watching import recheck_adults
from ...enums import BOOKS_NOTHING, HOLDS_A_SEAT, LIVE, CommonRefusal, SeatState, SessionState
from ...locking import lock_children, lock_session, require
from ...models import Enrolment, Session
from ..enums import Reason, SeatRefusal
from .fitting import COLLECTED_UNDER, fit_denied_reason, may_be_under
from .signup import open_denied_reason
from .waitlist import give_back, is_late, promote, release_expired, take_place

_REASON = "a child is never in two places at once, whoever enrolled it"


def enrol_denied_reason(session: Session, child: Child, collected_by: str = "") -> Reason | None:
    """Why this child may not be enrolled, or None. A full session is no refusal: it means the waiting list."""
    reason = open_denied_reason(session) or child_denied_reason(session, child)
    if reason is None and may_be_under(child, session, COLLECTED_UNDER) and not collected_by.strip():
        return SeatRefusal.COLLECTOR_MISSING
    return reason


def child_denied_reason(session: Session, child: Child) -> Reason | None:
    """Why this session is not for this child, or None."""
    if reason := fit_denied_reason(session, child):
        return reason
    enrolments = Enrolment.objects.unscoped(_REASON).filter(child=child, state__in=LIVE)
    if enrolments.filter(session=session).exists():
        return SeatRefusal.ALREADY_IN
    elsewhere = enrolments.filter(session__starts__lt=session.ends, session__ends__gt=session.starts)
    return SeatRefusal.OVERLAP if elsewhere.exclude(session__state__in=BOOKS_NOTHING).exists() else None


def enrol(child: Child, session: Session, *, by: User, collected_by: str = "") -> Enrolment:
    """One child's place; see `enrol_many`."""
    return enrol_many([child], session, by=by, collected_by={child.pk: collected_by})[0]


@change_of_state
def enrol_many(
    children: Iterable[Child],
    session: Session,
    *,
    by: User,
    collected_by: Mapping[int, str] | None = None,
    together: bool = False,
) -> list[Enrolment]:
    """Enrol several children, in their order: as many as there are places, the others wait.

    `together`, for brothers and sisters who want to be: all get a place, or all wait. `collected_by` says by the
    child's key who collects it (asked for under 8). Raises Denied for the first child that may not be enrolled;
    then none is.
    """
    wanted = [child.pk for child in children]
    locked, session = {child.pk: child for child in lock_children(wanted)}, lock_session(session)
    in_order = [locked[key] for key in dict.fromkeys(wanted)]
    require(by, Capability.MANAGE_SESSION, session)
    if not all(by.can(Capability.SEE_CHILD, child.area_path) for child in in_order):
        raise Denied(CommonRefusal.NOT_YOURS)
    release_expired(session)
    collectors = collected_by or {}
    for child in in_order:
        refuse(enrol_denied_reason(session, child, collectors.get(child.pk, "")))
    made = _enrol_each(in_order, session, by=by, collectors=collectors, together=together and len(in_order) > 1)
    recheck_adults(session)
    renew_figures_on_commit()
    return made


@change_of_state
def separate(enrolment: Enrolment, *, by: User) -> None:
    """The family takes single places after all: its waiting children keep their place in line, each for itself.

    Raises Denied when they no longer wait together.
    """
    session = lock_session(enrolment.session)
    require(by, Capability.MANAGE_SESSION, session)
    rows = Enrolment.objects.unscoped("the session is locked").filter(session=session, state=SeatState.WAITLISTED)
    waiting = rows.filter(together=enrolment.together) if enrolment.together else rows.none()
    if not waiting.update(together=None):
        raise Denied(CommonRefusal.WRONG_STATE)
    record(SeatAction.SEPARATED, actor=by, target=enrolment)
    promote(session)
    recheck_adults(session)
    renew_figures_on_commit()


@change_of_state
def withdraw_child(enrolment: Enrolment, *, by: User) -> Enrolment:
    """Give a child's place back; the next on the waiting list gets it in the same transaction. Raises Denied."""
    session = lock_session(enrolment.session)
    enrolment = Enrolment.objects.unscoped("the session is locked").get(pk=enrolment.pk)
    require(by, Capability.MANAGE_SESSION, session)
    if enrolment.state not in LIVE:
        raise Denied(SeatRefusal.NOT_IN)
    if session.begun or session.state == SessionState.CANCELLED:
        raise Denied(CommonRefusal.PAST if session.begun else CommonRefusal.CANCELLED)
    held, now = enrolment.state in HOLDS_A_SEAT, timezone.now()
    keep("enrolment.withdraw", by=by, seat=str(enrolment.uuid), held=held)
    enrolment.state = SeatState.LATE_CANCELLED if held and is_late(session, now) else SeatState.CANCELLED
    enrolment.withdrawn_at = now
    enrolment.save(update_fields=["state", "withdrawn_at"])
    record(SeatAction.CHILD_WITHDRAWN, actor=by, target=enrolment, state=enrolment.state)
    if held:
        give_back(session, Enrolment)
    # Also when it only waited: its brothers and sisters may need one place less now.
    promote(session)
    recheck_adults(session)
    renew_figures_on_commit()
    return enrolment


def _enrol_each(
    children: list[Child], session: Session, *, by: User, collectors: Mapping[int, str], together: bool
) -> list[Enrolment]:
    group = uuid4() if together else None
    all_in = together and take_place(session, Enrolment, len(children))
    made = []
    for child in children:
        won = all_in if together else take_place(session, Enrolment)
        enrolment = Enrolment(session=session, child=child, area=session.area, enrolled_by=by, together=group)
        enrolment.state = SeatState.CONFIRMED if won else SeatState.WAITLISTED
        enrolment.collected_by = collectors.get(child.pk, "").strip()
        enrolment.save()
        made.append(enrolment)
    record_many(Happening(SeatAction.ENROLLED, by, row, {"state": row.state}) for row in made)
    return made
