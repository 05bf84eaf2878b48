"""Which pairings have a vacant post, written down beside each: found in a county of any size as fast as in a village.

`staff.orphaned` is the rule. What is written down follows it in the change that names or answers, when a role or an
account is saved or removed, and once an hour for what a clock alone has changed.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Q, Value, When

from portal.areas.scoping import ScopedQuerySet

from ..enums import DECIDED
from ..models import Pairing
from .staff import orphaned

_REASON = "whoever left is missed wherever the children live"


def keep_vacancies(pairings: ScopedQuerySet) -> int:
    """Write down for these whether a post is vacant now. Returns for how many that has changed."""
    gone = Q(pk__in=orphaned(pairings).values("pk"))
    different = pairings.filter(Q(gone, vacant=False) | (~gone & Q(vacant=True)))
    return different.update(vacant=Case(When(vacant=True, then=Value(False)), default=Value(True)))


def keep_vacancies_of(user_ids: Any) -> int:
    """The same for all that these people are named for."""
    rows = Pairing.objects.unscoped(_REASON).filter(state__in=DECIDED)
    return keep_vacancies(rows.filter(Q(supervisor__in=user_ids) | Q(deputy__in=user_ids)))


def keep_all_vacancies() -> int:
    """The same for all there are: a role may begin or end by the clock."""
    return keep_vacancies(Pairing.objects.unscoped(_REASON))


def with_a_vacancy(rows: ScopedQuerySet) -> ScopedQuerySet:
    """`staff.orphaned` for a long list, by what is written down."""
    found: ScopedQuerySet = rows.filter(vacant=True)
    return found
