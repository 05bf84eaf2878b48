"""What waits among people and roles: for a second person, and for an ID number or telephone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import ngettext

from portal.accounts.domain.deciding import deciding_roles, proposer_has_left
from portal.accounts.enums import Capability
from portal.accounts.models import RoleChange, User

from .appointing import LEFT, assignments_for, proposed_for, without_identity
from .registry import Due


def due(user: User) -> Iterator[Due]:
    """Proposals this person may decide on, and colleagues of whom nothing is on file."""
    if not user.can(Capability.MANAGE_PEOPLE):
        return
    index = reverse("desk:people")
    others = [change for change in proposed_for(user) if user.pk not in {change.proposed_by_id, change.user_id}]
    mine = [change for change in others if deciding_roles(user, change.role, change.area)]
    left = [change for change in mine if proposer_has_left(change)]
    stand = [change for change in mine if change not in left]
    label = ngettext("role to confirm as the second person", "roles to confirm as the second person", len(stand))
    yield Due(len(stand), label, index, "soon", _first(stand))
    label = ngettext(
        "proposed role needs a new person: who proposed it has left",
        "proposed roles need a new person: who proposed them has left",
        len(left),
    )
    yield Due(len(left), label, f"{index}?role={LEFT}", "late", _first(left))
    yield from _without_identity(user, index)


def _first(changes: list[RoleChange]) -> datetime | None:
    return min((change.proposed_at for change in changes), default=None)


def _without_identity(user: User, index: str) -> Iterator[Due]:
    rows = without_identity(assignments_for(user)).exclude(user=user).order_by()
    missing = rows.aggregate(number=Count("user", distinct=True), since=Min("given_at"))
    label = ngettext(
        "colleague without ID number or phone on file",
        "colleagues without ID number or phone on file",
        missing["number"],
    )
    yield Due(missing["number"], label, f"{index}?role=missing", "", missing["since"])
