"""Ending a role: alone where one person gave it, by two where two did, at once and alone only in an emergency."""

from __future__ import annotations

from django.utils import timezone

from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import refuse
from portal.changes.locking import locked

from ..actions import RoleAction
from ..change_enums import ChangeKind, ChangeReason, ChangeState
from ..enums import AssignmentReason, is_sensitive
from ..models import Assignment, RoleChange, User
from ..sign_in.sessions import end_sessions
from .deciding import Reason, at_once_denied_reason, decider_denied_reason
from .editors import sync_editor_group

MIN_REASON = 5


@change_of_state
def propose_end(held: Assignment, *, by: User | None, reason: str = "") -> RoleChange:
    """Propose to end a role that two people gave; it ends when another person confirms. Raises Denied."""
    held = _locked(held)
    refuse(propose_end_denied_reason(held, by=by))
    change = _new(held, by=by, reason=reason, state=ChangeState.PROPOSED)
    said = {"role": held.role, "user": str(held.user.uuid)}
    record(RoleAction.END_PROPOSED, actor=by, target=change, **said)
    return change


def propose_end_denied_reason(held: Assignment, *, by: User | None) -> Reason | None:
    """Why `by` cannot propose to end the role."""
    if held.is_over:
        return AssignmentReason.ENDED
    if not is_sensitive(held.role):
        return ChangeReason.NEEDS_ONE
    if RoleChange.objects.filter(assignment=held, kind=ChangeKind.END, state=ChangeState.PROPOSED).exists():
        return ChangeReason.PROPOSED
    return decider_denied_reason(held, by=by) if by else None


@change_of_state
def end_at_once(held: Assignment, *, by: User, reason: str) -> RoleChange:
    """End a role alone, now, in an emergency; `reason` has at least five characters. Raises Denied."""
    held = _locked(held)
    denied = AssignmentReason.ENDED if held.is_over else at_once_denied_reason(held, by=by)
    if denied is None and len(reason.strip()) < MIN_REASON:
        denied = ChangeReason.NO_REASON
    refuse(denied)
    RoleChange.objects.filter(assignment=held, kind=ChangeKind.END, state=ChangeState.PROPOSED).update(
        state=ChangeState.WITHDRAWN, decided_by=by, decided_at=timezone.now()
    )
    change = _new(held, by=by, reason=reason, state=ChangeState.AT_ONCE, decided_at=timezone.now(), decided_by=by)
    end_now(held, by=by)
    record(RoleAction.ENDED_AT_ONCE, actor=by, target=change, role=held.role, user=str(held.user.uuid))
    return change


@change_of_state
def stop(held: Assignment, *, by: User) -> Assignment:
    """Take back a role whose waiting time is not over: one person is enough. Raises Denied."""
    held = _locked(held)
    refuse(stop_denied_reason(held, by=by))
    end_now(held, by=by)
    record(RoleAction.STOPPED, actor=by, target=held, role=held.role, user=str(held.user.uuid))
    return held


def stop_denied_reason(held: Assignment, *, by: User) -> Reason | None:
    """Why `by` cannot stop a role before it takes effect."""
    if held.is_over or not held.is_waiting:
        return AssignmentReason.ENDED
    return decider_denied_reason(held, by=by)


def end_now(held: Assignment, *, by: User | None) -> None:
    """Take the role away from this moment on, and end every session of the person; who may is asked before."""
    held.until = max(timezone.localdate(), held.since)
    held.save(update_fields=["until"])
    sync_editor_group(held.user)
    end_sessions(held.user)


def _new(held: Assignment, *, by: User | None, reason: str, state: str, **decided: object) -> RoleChange:
    return RoleChange.objects.create(
        kind=ChangeKind.END,
        user=held.user,
        role=held.role,
        area=held.area,
        assignment=held,
        proposed_by=by,
        reason=reason.strip(),
        state=state,
        **decided,
    )


def _locked(held: Assignment) -> Assignment:
    """The account's row is the lock of all that is done to its roles."""
    locked(User(pk=held.user_id))
    return Assignment.objects.select_related("area", "user").get(pk=held.pk)
