"""Lists of the ledger."""

from __future__ import annotations

from collections import Counter

from django.db.models import Prefetch, Q
from django.utils import timezone

from portal.accounts.models import User
from portal.areas.counting import counted
from portal.areas.scoping import ScopedQuerySet
from portal.pages.figures import MOST
from portal.privacy import id_number

from ..enums import ChildState
from ..models import Child, ChildCategory
from .ages import grown_in_parts, holding, still_open


def children_for(user: User) -> ScopedQuerySet:
    """The records this person may see, with what a list shows, in a constant number of queries."""
    return _with_what_is_shown(Child.objects.visible_to(user))


def children_listed(user: User) -> ScopedQuerySet:
    """The same for a long list, of which a page is taken in its order."""
    return _with_what_is_shown(Child.objects.listed_for(user))


def _with_what_is_shown(rows: ScopedQuerySet) -> ScopedQuerySet:
    today = ChildCategory.objects.filter(holding(timezone.localdate()))
    current = Prefetch("categories", today, to_attr="current_categories")
    return rows.select_related("area__parent").prefetch_related(current, "needs")


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
    """How many records stand in each state today: an open record of somebody who is 18 has aged out.

    Where there are more than `MOST`, that is all it says: `MOST` + 1.
    """
    rows = Child.objects.listed_for(user)
    aged_out = grown_meanwhile(rows)
    counts = counted({state: rows.filter(state=state) for state in ChildState.values}, beyond=aged_out.total())
    kept = {state: number for state, number in counts.items() if number}
    for (state, _risk), number in aged_out.items():
        kept[state] -= number
        kept[ChildState.AGED_OUT] = kept.get(ChildState.AGED_OUT, 0) + number
    return {state: min(number, MOST + 1) for state, number in kept.items()}


def grown_meanwhile(rows: ScopedQuerySet) -> Counter[tuple[str, str]]:
    """By state and risk how many records are open though the child is 18: few, as the worker writes down who is.

    They are found by the day of birth, and taken off the counts, which read nothing but an index.
    """
    parts = grown_in_parts(timezone.localdate())
    return Counter(pair for part in parts for pair in rows.filter(part).order_by().values_list("state", "risk"))


def namesakes(full_name: str, area_path: str) -> ScopedQuerySet:
    """Open records with the same name in the same village: perhaps the same child, a question to a person."""
    field = Child._meta.get_field("full_name")
    rows = Child.objects.unscoped("compared with one being entered in the same village")
    same = rows.filter(area_path=area_path, full_name_index=field.index_of(full_name))
    return still_open(same, timezone.localdate())
