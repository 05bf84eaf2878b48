"""Appointing by one or by two and ending a role, with the messages: the rules are in `accounts.domain`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from portal.accounts.change_enums import ChangeKind, ChangeReason, ChangeState, ChangeStep
from portal.accounts.domain import changes, ending
from portal.accounts.domain.assignments import assign, end_assignment, grantable_roles
from portal.accounts.domain.deciding import ABOVE_COUNTY, SENIOR
from portal.accounts.domain.editors import sync_editor_group
from portal.accounts.domain.identifying import has_identity, identify
from portal.accounts.domain.inviting import account_of
from portal.accounts.enums import Capability, Role, is_sensitive
from portal.accounts.models import Assignment, AssignmentQuerySet, RoleChange, StaffIdentity, User
from portal.areas.enums import AreaLevel, codes_around
from portal.areas.models import Area
from portal.areas.scoping import within
from portal.changes.changing import change_of_state
from portal.changes.denied import Denied
from portal.notify.models import Message

from . import telling

# Staff serve a county or what lies in it.
# Who took effect longer ago was told then.
RECENT = timedelta(days=3)
# The filter of proposals whose proposer has left.
LEFT = "left"
LEVELS = (AreaLevel.COUNTY, AreaLevel.TOWNSHIP, AreaLevel.VILLAGE)


def assignments_for(user: User) -> QuerySet[Assignment]:
    """Who serves in this person's areas today; an operator sees technical accounts only."""
    return _listed(Assignment.objects.current(), user)


def upcoming_for(user: User) -> QuerySet[Assignment]:
    """Who will serve in this person's areas when the waiting time is over."""
    return _listed(Assignment.objects.upcoming(), user)


def _listed(rows: AssignmentQuerySet, user: User) -> QuerySet[Assignment]:
    people = ("user", "area__parent", "granted_by", "confirmed_by")
    return rows.filter(seen_by(user)).select_related(*people).order_by("area__code", "role", "since", "pk")


def changes_for(user: User) -> QuerySet[RoleChange]:
    """The proposals in this person's areas, and those for the areas above a county that this person is in."""
    above = Q(area__level__in=ABOVE_COUNTY, area__code__in=_around(user))
    rows = RoleChange.objects.filter(seen_by(user) | above)
    return rows.select_related("user", "area__parent", "proposed_by", "decided_by", "assignment")


def proposed_for(user: User) -> list[RoleChange]:
    """What waits for a second person there, with the roles of who proposed it: a constant number of queries."""
    found = list(changes_for(user).filter(state=ChangeState.PROPOSED))
    Assignment.objects.read_for(change.proposed_by for change in found if change.proposed_by)
    return found


def people_for(user: User) -> QuerySet[User]:
    """Those who serve, will serve or are proposed in this person's areas."""
    serving = (assignments_for(user) | upcoming_for(user)).values("user")
    proposed = changes_for(user).filter(state=ChangeState.PROPOSED).values("user")
    return User.objects.filter(Q(pk__in=serving.order_by()) | Q(pk__in=proposed.order_by()))


def without_identity(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Those of whom neither ID number nor telephone is on file."""
    return rows.filter(~Exists(StaffIdentity.objects.filter(user=OuterRef("user"))))


def seen_by(user: User) -> Q:
    """Which rows about a role in an area this person sees."""
    seen = Q(pk__in=[])
    for held in user.current_assignments():
        if held.holds(Capability.MANAGE_PEOPLE):
            technical = Q(role=Role.OPERATOR) if held.role == Role.OPERATOR else Q()
            seen |= within([held.area.path], "area__code") & technical
    return seen


def _around(user: User) -> set[str]:
    """The codes of the areas in which a senior's own area lies."""
    own = (held.area.code for held in user.current_assignments() if held.role in SENIOR)
    return {code for one in own for code in codes_around(one)}


def areas_for(user: User) -> QuerySet[Area]:
    """Where this person can appoint somebody, township by township."""
    inside = within(user.area_paths(Capability.MANAGE_PEOPLE), "code")
    return Area.objects.filter(inside, level__in=LEVELS).select_related("parent")


def roles_for(user: User, areas: Iterable[Area]) -> list[tuple[str, Any]]:
    """The roles this person can give in at least one of the areas, as choices."""
    given = {role for area in areas for role in grantable_roles(user, area)}
    return [(role.value, role.label) for role in Role if role in given]


@dataclass(frozen=True)
class Person:
    """Whom a role is for, as typed: the address, the name, and by what they are known."""

    email: str
    name: str = ""
    phone: str = ""
    id_number: str = ""


@change_of_state
def appoint(person: Person, role: Role, area: Area, *, by: User) -> Assignment | RoleChange:
    """Give the role, or propose it where two people give it; the account is made when there is none. Raises Denied."""
    user = account_of(person.email, person.name, by=by)
    identify(user, phone=person.phone, id_number=person.id_number, by=by)
    if not is_sensitive(role):
        return _give(user, role, area, by=by)
    return _propose(user, role, area, by=by)


@change_of_state
def appoint_at_machine(email: str, role: Role, area: Area, *, create: bool) -> Assignment | RoleChange:
    """The operator at the machine: the first people are given their roles, everyone later is proposed. Raises Denied.

    Raises User.DoesNotExist when there is no such account and none is to be made.
    """
    if not create and not User.objects.filter(email__iexact=email).exists():
        raise User.DoesNotExist
    user = account_of(email, by=None)
    if changes.first_people_are_in(role, area):
        return _propose(user, role, area, by=None)
    return assign(user, role, area, by=None)


def propose_end_at_machine(held: Assignment) -> RoleChange:
    """The operator at the machine proposes to end a role; somebody on the desk confirms it. Raises Denied."""
    return propose_end(held, by=None)


@change_of_state
def decide(change: RoleChange, step: str, *, by: User, phone: str = "", id_number: str = "") -> RoleChange:
    """Confirm, decline or withdraw, and tell; what is on file of the person can be entered with it. Raises Denied."""
    changes.held(change)
    if step == ChangeStep.CONFIRM and change.kind == ChangeKind.GIVE:
        identify(change.user, phone=phone, id_number=id_number, by=by)
    decided = changes.decide(change, step, by=by)
    telling.tell_decided(decided, by=by)
    return decided


@change_of_state
def end(held: Assignment, *, by: User) -> Assignment:
    """Take a role that one person gives away and tell whoever held it. Raises Denied."""
    ended = end_assignment(held, by=by)
    telling.tell_ended(ended)
    return ended


@change_of_state
def propose_end(held: Assignment, *, by: User | None, reason: str = "") -> RoleChange:
    """Propose to end a role that two people give, and tell colleagues. Raises Denied."""
    change = ending.propose_end(held, by=by, reason=reason)
    telling.tell_proposed(change, by=by)
    return change


@change_of_state
def end_at_once(held: Assignment, *, by: User, reason: str) -> RoleChange:
    """End a role alone in an emergency, and tell everyone concerned. Raises Denied."""
    change = ending.end_at_once(held, by=by, reason=reason)
    telling.tell_decided(change, by=by)
    return change


@change_of_state
def stop(held: Assignment, *, by: User) -> Assignment:
    """Take back a role whose waiting time is not over, and tell. Raises Denied."""
    stopped = ending.stop(held, by=by)
    telling.tell_colleagues(held.role, held.area, "stopped", key=f"role_stopped:{held.pk}", but=by)
    telling.tell_ended(stopped)
    return stopped


def take_effect() -> int:
    """Of whom the waiting time is over: editors are let in, everyone is told. Twice does nothing. Returns how many."""
    since = timezone.now() - RECENT
    rows = Assignment.objects.current().filter(confirmed_by__isnull=False, effective_at__gte=since)
    told = Message.objects.filter(template="appointed", created_at__gte=since).values_list("key", flat=True)
    keys = set(told)
    new = [held for held in rows.select_related("user", "area") if f"appointed:{held.pk}:in_site" not in keys]
    for held in new:
        _take_effect(held)
    return len(new)


@change_of_state
def _take_effect(held: Assignment) -> None:
    sync_editor_group(held.user)
    telling.tell_appointed(held)


def _give(user: User, role: Role, area: Area, *, by: User) -> Assignment:
    if not has_identity(user):
        raise Denied(ChangeReason.NO_IDENTITY)
    held = assign(user, role, area, by=by)
    telling.tell_appointed(held)
    return held


def _propose(user: User, role: Role, area: Area, *, by: User | None) -> RoleChange:
    change = changes.propose(user, role, area, by=by)
    telling.tell_proposed(change, by=by)
    return change
