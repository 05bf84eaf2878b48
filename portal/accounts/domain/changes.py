"""Giving a role by two people: proposed by one, confirmed by another, in force after a waiting time."""

from __future__ import annotations

from django.utils import timezone

from portal.areas.models import Area
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import refuse
from portal.changes.locking import locked

from ..actions import RoleAction
from ..change_enums import TRANSITIONS, ChangeKind, ChangeReason, ChangeState, ChangeStep
from ..enums import Role, is_sensitive
from ..models import Assignment, RoleChange, StaffIdentity, User
from .assignments import assign_denied_reason
from .deciding import (
    Reason,
    confirm_denied_reason,
    deciding_roles,
    decline_denied_reason,
    waiting_time,
    withdraw_denied_reason,
)
from .ending import end_now
from .independence import same_person
from .inviting import forget_unproved_password

DENIED = {
    ChangeStep.CONFIRM: confirm_denied_reason,
    ChangeStep.DECLINE: decline_denied_reason,
    ChangeStep.WITHDRAW: withdraw_denied_reason,
}

DECIDED = {
    ChangeState.CONFIRMED: RoleAction.CONFIRMED,
    ChangeState.DECLINED: RoleAction.DECLINED,
    ChangeState.WITHDRAWN: RoleAction.WITHDRAWN,
}


@change_of_state
def propose(user: User, role: Role, area: Area, *, by: User | None) -> RoleChange:
    """Propose to give `user` the role in the area; nothing is given before another person confirms it.

    `by` is None for the operator at the machine. Raises Denied.
    """
    user = locked(user)
    refuse(propose_denied_reason(user, role, area, by=by))
    change = RoleChange.objects.create(kind=ChangeKind.GIVE, user=user, role=role, area=area, proposed_by=by)
    record(RoleAction.PROPOSED, actor=by, target=change, role=str(role), user=str(user.uuid))
    return change


def propose_denied_reason(user: User, role: Role, area: Area, *, by: User | None) -> Reason | None:
    """Why `by` cannot propose to give `user` the role there now."""
    reason = assign_denied_reason(user, role, area, by=by)
    if reason:
        return reason
    if by and same_person(by, user):
        return ChangeReason.OWN_ACCOUNT
    if by and not StaffIdentity.objects.filter(user=user).exists():
        return ChangeReason.NO_IDENTITY
    asked = {"kind": ChangeKind.GIVE, "user": user, "role": role, "area": area, "state": ChangeState.PROPOSED}
    return ChangeReason.PROPOSED if RoleChange.objects.filter(**asked).exists() else None


@change_of_state
def decide(change: RoleChange, step: str, *, by: User) -> RoleChange:
    """Confirm, decline or withdraw a proposal: `TRANSITIONS`. Raises Denied."""
    change = held(change)
    reason = DENIED[ChangeStep(step)](change, by=by)
    if reason is None and step == ChangeStep.CONFIRM:
        reason = _carry_out_denied_reason(change)
    refuse(reason)
    change.state, change.decided_by, change.decided_at = TRANSITIONS[step][1], by, timezone.now()
    if step == ChangeStep.CONFIRM:
        _carry_out(change, by=by)
    change.save()
    said = {"role": change.role, "user": str(change.user.uuid), "kind": change.kind}
    record(DECIDED[ChangeState(change.state)], actor=by, target=change, **said)
    return change


def first_people_are_in(role: str, area: Area) -> bool:
    """Whether somebody who could confirm this role has come to work: from then on the machine only proposes.

    Come to work: they have signed in, or were appointed longer ago than the waiting time. At the first installation
    several are appointed in a row, before anybody could confirm anything.
    """
    since = timezone.now() - waiting_time()
    serving = Assignment.objects.serving().select_related("user", "area")
    come = [held.user for held in serving if held.user.last_login or held.effective_at <= since]
    return any(deciding_roles(user, role, area) for user in {user.pk: user for user in come}.values())


def _carry_out_denied_reason(change: RoleChange) -> Reason | None:
    """What has changed since it was proposed: asked of the person, not of who proposed it, who may be gone."""
    if change.kind == ChangeKind.END:
        return None
    return assign_denied_reason(change.user, Role(change.role), change.area, by=None)


def _carry_out(change: RoleChange, *, by: User) -> None:
    if change.assignment is not None:  # it is to end
        end_now(change.assignment, by=by)
        return
    now = timezone.now()
    effective = now + waiting_time() if is_sensitive(change.role) else now
    change.assignment = Assignment.objects.create(
        user=change.user,
        role=change.role,
        area=change.area,
        granted_by=change.proposed_by,
        confirmed_by=by,
        given_at=now,
        effective_at=effective,
        since=timezone.localdate(effective),
    )
    forget_unproved_password(change.user)


def held(change: RoleChange) -> RoleChange:
    """The proposal as it is now, held until the transaction ends, and before it the account it is about."""
    locked(User(pk=change.user_id))
    return locked(change, "area", "user", "proposed_by", "assignment__area", "assignment__user")
