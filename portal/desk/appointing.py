"""Appointing someone by their e-mail address, and ending a role: the rules are `accounts.domain.assignments`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from portal.accounts.domain.assignments import assign, end_assignment, grantable_roles
from portal.accounts.domain.inviting import invite
from portal.accounts.enums import Capability, Role
from portal.accounts.models import Assignment, User
from portal.areas.enums import AreaLevel
from portal.areas.models import Area
from portal.areas.scoping import within
from portal.notify.outbox import in_each_language, notify

# Staff serve a county or what lies in it.
LEVELS = (AreaLevel.COUNTY, AreaLevel.TOWNSHIP, AreaLevel.VILLAGE)


def assignments_for(user: User) -> QuerySet[Assignment]:
    """Who serves in this person's areas today; an operator sees technical accounts only."""
    seen = Q(pk__in=[])
    for held in user.current_assignments():
        if held.holds(Capability.MANAGE_PEOPLE):
            technical = Q(role=Role.OPERATOR) if held.role == Role.OPERATOR else Q()
            seen |= within([held.area.path], "area__code") & technical
    rows = Assignment.objects.current().filter(seen).select_related("user", "area__parent")
    return rows.order_by("area__code", "role", "since", "pk")


def areas_for(user: User) -> QuerySet[Area]:
    """Where this person can appoint somebody, township by township."""
    inside = within(user.area_paths(Capability.MANAGE_PEOPLE), "code")
    return Area.objects.filter(inside, level__in=LEVELS).select_related("parent")


def roles_for(user: User, areas: Iterable[Area]) -> list[tuple[str, Any]]:
    """The roles this person can give in at least one of the areas, as choices."""
    given = {role for area in areas for role in grantable_roles(user, area)}
    return [(role.value, role.label) for role in Role if role in given]


def appoint(email: str, name: str, role: Role, area: Area, *, by: User) -> Assignment:
    """Give the role to the account with this address, which is made when there is none, and tell its owner.

    Raises Denied.
    """
    with transaction.atomic():
        user = User.objects.filter(email__iexact=email).first() or invite(email, name, by=by)
        assignment = assign(user, role, area, by=by)
        notify(user, "appointed", key=f"appointed:{assignment.pk}", role=role.value, by_language=_names(area))
    return assignment


def end(assignment: Assignment, *, by: User) -> Assignment:
    """Take the role away and tell whoever held it. Raises Denied."""
    with transaction.atomic():
        ended = end_assignment(assignment, by=by)
        names = _names(ended.area)
        notify(ended.user, "appointment_ended", key=f"appointment_ended:{ended.pk}", role=ended.role, by_language=names)
    return ended


def _names(area: Area) -> dict[str, dict[str, str]]:
    return in_each_language(lambda: {"area": area.local_name})
