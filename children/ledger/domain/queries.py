"""Lists of the ledger."""

from __future__ import annotations

from django.db.models import Prefetch, Q
from django.utils import timezone

from portal.accounts.models import User
from portal.ages import ADULT
from portal.areas.scoping import ScopedQuerySet
from portal.privacy import id_number

from ..enums import OPEN, ChildState
from ..models import Child, ChildCategory
from .ages import holding, of_age, still_open


def children_for(user: User) -> ScopedQuerySet:
    """The records this person may see, with what a list shows, in a constant number of queries."""
    today = ChildCategory.objects.filter(holding(timezone.localdate()))
    current = Prefetch("categories", today, to_attr="current_categories")
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
    """How many records stand in each state today: an open record of somebody who is 18 has aged out."""
    rows = Child.objects.visible_to(user)
    counts: dict[str, int] = rows.counts_by("state")
    grown = rows.filter(of_age(ADULT, timezone.localdate()), state__in=OPEN).counts_by("state")
    for state, number in grown.items():
        counts[state] -= number
        counts[ChildState.AGED_OUT] = counts.get(ChildState.AGED_OUT, 0) + number
    return counts


def namesakes(full_name: str, area_path: str) -> ScopedQuerySet:
    """Open records with the same name in the same village: perhaps the same child, a question to a person."""
    field = Child._meta.get_field("full_name")
    rows = Child.objects.unscoped("compared with one being entered in the same village")
    same = rows.filter(area_path=area_path, full_name_index=field.index_of(full_name))
    return still_open(same, timezone.localdate())
