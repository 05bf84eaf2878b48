"""Giving someone a role in an area, and taking it away."""

from __future__ import annotations

from django.utils import timezone

from portal.areas.models import Area
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import refuse
from portal.changes.locking import locked

from ..actions import RoleAction
from ..change_enums import ChangeReason
from ..enums import APPOINTED_AT, GRANTABLE, AssignmentReason, Role, is_sensitive
from ..models import Assignment, User
from .editors import sync_editor_group
from .ending import end_now
from .independence import same_person
from .inviting import forget_unproved_password


@change_of_state
def assign(user: User, role: Role, area: Area, *, by: User | None) -> Assignment:
    """Give `user` the role in the area from now on: a role that one person gives.

    `by` is None only at the first installation and for the demo, which are exempt from the second person: every other
    role that decides as a second person is proposed (`changes.propose`). Raises Denied.
    """
    user = _locked(user)
    refuse(assign_denied_reason(user, role, area, by=by) or _two_needed(role, by))
    now = timezone.now()
    assignment = Assignment.objects.create(
        user=user, role=role, area=area, granted_by=by, given_at=now, effective_at=now
    )
    forget_unproved_password(user)
    sync_editor_group(user)
    record(RoleAction.ASSIGNED, actor=by, target=assignment, role=str(role), user=str(user.uuid))
    return assignment


@change_of_state
def end_assignment(assignment: Assignment, *, by: User | None) -> Assignment:
    """Take the role away from today on and end every session of the person. Raises Denied."""
    user = _locked(assignment.user)
    assignment = Assignment.objects.select_related("area", "user").get(pk=assignment.pk)
    refuse(end_denied_reason(assignment, by=by) or _two_needed(assignment.role, by))
    end_now(assignment, by=by)
    record(RoleAction.ENDED, actor=by, target=assignment, role=assignment.role, user=str(user.uuid))
    return assignment


def assign_denied_reason(user: User, role: Role, area: Area, *, by: User | None) -> AssignmentReason | None:
    """Why `by` cannot give `user` the role in the area now; None when they can."""
    if not user.is_active:
        return AssignmentReason.NOT_ACTIVE
    if area.level not in APPOINTED_AT.get(role, {area.level}):
        return AssignmentReason.WRONG_LEVEL
    if user.is_superuser and role != Role.OPERATOR:
        return AssignmentReason.TECHNICAL
    current = list((Assignment.objects.current() | Assignment.objects.upcoming()).filter(user=user))
    if any((held.role, held.area_id) == (role, area.pk) for held in current):
        return AssignmentReason.ALREADY
    if any((held.role == Role.OPERATOR) != (role == Role.OPERATOR) for held in current):
        return AssignmentReason.TECHNICAL
    return _grantor_denied_reason(user, role, area, by)


def end_denied_reason(assignment: Assignment, *, by: User | None) -> AssignmentReason | None:
    """Why `by` cannot end the assignment now: whoever could give the role can take it away."""
    if assignment.is_over:
        return AssignmentReason.ENDED
    return _grantor_denied_reason(assignment.user, Role(assignment.role), assignment.area, by)


def grantable_roles(by: User, area: Area) -> frozenset[str]:
    """The roles this person can give in the area, for the form."""
    own = [held for held in by.current_assignments() if held.area.contains(area.path)]
    roles = frozenset().union(*(GRANTABLE.get(held.role, frozenset()) for held in own))
    return frozenset(role for role in roles if area.level in APPOINTED_AT.get(role, {area.level}))


def _grantor_denied_reason(user: User, role: Role, area: Area, by: User | None) -> AssignmentReason | None:
    if by is None:
        return None
    return AssignmentReason.OWN if same_person(by, user) else grant_denied_reason(by, role, area)


def grant_denied_reason(by: User, role: Role, area: Area) -> AssignmentReason | None:
    """Why `by` cannot give this role there, whoever it is for; asks the database nothing."""
    granting = [held for held in by.current_assignments() if role in GRANTABLE.get(held.role, frozenset())]
    if not granting:
        return AssignmentReason.NOT_GRANTABLE
    if not any(held.area.contains(area.path) for held in granting):
        return AssignmentReason.OUT_OF_AREA
    return None


def _two_needed(role: str, by: User | None) -> ChangeReason | None:
    return ChangeReason.NEEDS_TWO if by is not None and is_sensitive(role) else None


def _locked(user: User) -> User:
    """The account's row: two changes of one person's roles wait for each other."""
    return locked(user)
