"""What waits among people and roles: for a second person, and for an ID number or telephone."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import ngettext

from portal.accounts.change_enums import ChangeState
from portal.accounts.domain.deciding import deciding_roles
from portal.accounts.enums import Capability
from portal.accounts.models import User

from .appointing import assignments_for, changes_for, without_identity
from .registry import Due


def due(user: User) -> Iterator[Due]:
    """Proposals this person may decide on, and colleagues of whom nothing is on file."""
    if not user.can(Capability.MANAGE_PEOPLE):
        return
    index = reverse("desk:people")
    open_ones = changes_for(user).filter(state=ChangeState.PROPOSED).exclude(proposed_by=user).exclude(user=user)
    mine = [change for change in open_ones if deciding_roles(user, change.role, change.area)]
    since = min((change.proposed_at for change in mine), default=None)
    label = ngettext("role to confirm as the second person", "roles to confirm as the second person", len(mine))
    yield Due(len(mine), label, index, "soon", since)
    rows = without_identity(assignments_for(user)).exclude(user=user).order_by()
    missing = rows.aggregate(number=Count("user", distinct=True), since=Min("given_at"))
    label = ngettext(
        "colleague without ID number or phone on file",
        "colleagues without ID number or phone on file",
        missing["number"],
    )
    yield Due(missing["number"], label, f"{index}?role=missing", "", missing["since"])
