"""Lists of the ledger."""

from __future__ import annotations

from django.db.models import Prefetch, Q

from portal.accounts.models import User
from portal.areas.scoping import ScopedQuerySet
from portal.privacy import id_number

from ..enums import ChildState
from ..models import Child, ChildCategory

OPEN = (ChildState.DRAFT, ChildState.VERIFIED, ChildState.ACTIVE)


def children_for(user: User) -> ScopedQuerySet:
    """The records this person may see, with what a list shows, in a constant number of queries."""
    current = Prefetch("categories", ChildCategory.objects.filter(until=None), to_attr="current_categories")
    return Child.objects.visible_to(user).select_related("area__parent").prefetch_related(current, "needs")


def find(rows: ScopedQuerySet, text: str) -> ScopedQuerySet:
    """Those with exactly this name, case number or ID number: encrypted values are found whole or not at all."""
    name, number = Child._meta.get_field("full_name"), Child._meta.get_field("id_number")
    cleaned = id_number.clean(text)
    return rows.filter(
        Q(case_number=cleaned)
        | Q(full_name_index=name.index_of(text.strip()))
        | Q(id_number_index=number.index_of(cleaned))
    )


def counts_by_state(user: User) -> dict[str, int]:
    """How many records stand in each state."""
    counts: dict[str, int] = Child.objects.visible_to(user).counts_by("state")
    return counts


def namesakes(full_name: str, area_path: str) -> ScopedQuerySet:
    """Open records with the same name in the same village: perhaps the same child, a question to a person."""
    field = Child._meta.get_field("full_name")
    rows = Child.objects.unscoped("compared with one being entered in the same village")
    return rows.filter(area_path=area_path, full_name_index=field.index_of(full_name), state__in=OPEN)
