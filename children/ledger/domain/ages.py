"""Who is 16 or 18, and who is left-behind, on a day: asked of the database, exact, without reading a date of birth."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.db.models import Q

from portal.ages import ADULT, dates_of_age
from portal.areas.ordered import OneOf
from portal.areas.scoping import ScopedQuerySet
from portal.eligibility.enums import ParentsAway

from ..enums import OPEN, Category, ChildState
from ..models import IS_OPEN, Child
from .definition import rule_on


def came_of_age(years: Iterable[int], first: date, last: date) -> Q:
    """Children who come to be so old, one or the other, from `first` to `last`."""
    return Q(birth_date_index__in=[born for one in years for born in _indexes(one, first, last)])


def of_age(years: int, on: date, prefix: str = "") -> Q:
    """Children who are at least `years` old: of one year of birth by their date, of the others by the year alone."""
    year = on.year - years
    if (on.month, on.day) == (12, 31):
        return Q(**{f"{prefix}birth_year__lte": year})
    earlier = Q(**{f"{prefix}birth_year__lt": year})
    reached = Q(**{f"{prefix}birth_date_index__in": _indexes(years, date(on.year, 1, 1), on)})
    # The first condition is the one an index answers.
    return Q(**{f"{prefix}birth_year__lte": year}) & (earlier | reached)


def grown(on: date, prefix: str = "") -> Q:
    """Children whose record is still open though they are 18: few, as the worker writes down who is."""
    return Q(**{f"{prefix}state__in": OPEN}) & of_age(ADULT, on, prefix)


def grown_in_parts(on: date) -> list[Q]:
    """The same in conditions of which each is answered by an index, and no child meets two."""
    year = on.year - ADULT
    known = {"birth_date_index__in": _indexes(ADULT, date(on.year, 1, 1), on)}
    whole_year = (on.month, on.day) == (12, 31)
    conditions = [Q(birth_year__lte=year)] if whole_year else [Q(birth_year__lt=year), Q(**known)]
    return [IS_OPEN & condition for condition in conditions]


def no_longer_left_behind(on: date, prefix: str = "") -> Q:
    """Children who are certainly not left-behind under the rule in force on a day; what is unknown is no "no"."""
    rule = rule_on(on)
    away = [ParentsAway.BOTH, ParentsAway.ONE] if rule.one_parent_counts else [ParentsAway.BOTH]
    home = ~Q(**{f"{prefix}parents_away__in": away})
    short = Q(**{f"{prefix}away_since__gt": last_start(on, rule.months_away)})
    return of_age(rule.under_age, on, prefix) | home | short


def holding(on: date) -> Q:
    """Categories that hold on a day, whether or not the worker has written down what ended (State Council 2016/13)."""
    left_behind = Q(category=Category.LEFT_BEHIND) & no_longer_left_behind(on, "child__")
    return Q(until=None) & ~grown(on, "child__") & ~left_behind


def in_state(rows: ScopedQuerySet, state: str, on: date) -> ScopedQuerySet:
    """Records that stand there on a day: an open record of somebody who is 18 has aged out."""
    if state == ChildState.AGED_OUT:
        return rows.in_parts(Q(state=state), *grown_in_parts(on))
    rows = rows.filter(state=state)
    return rows.exclude(of_age(ADULT, on)) if state in OPEN else rows


def still_open(rows: ScopedQuerySet, on: date) -> ScopedQuerySet:
    """Records that somebody works with on a day."""
    return rows.filter(OneOf("state", OPEN)).exclude(of_age(ADULT, on))


def is_active(on: date, prefix: str = "child__") -> Q:
    """Rows whose child has an active record and is under 18 on a day."""
    return Q(**{f"{prefix}state": ChildState.ACTIVE}) & ~of_age(ADULT, on, prefix)


def last_start(on: date, months: int) -> date:
    """The last day from which so many months are completed on a day; 31 August and six months is 28 February."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))


def _indexes(years: int, first: date, last: date) -> list[str]:
    """Under what these dates of birth are found: at most 380 for a year."""
    return list(_remembered(settings.BLIND_INDEX_KEY, years, first, last))


@lru_cache(maxsize=64)
def _remembered(key: str, years: int, first: date, last: date) -> tuple[str, ...]:
    """The same for each question of a day, and worked out by 380 keyed digests: a fifth of what a desk page costs.

    `key` is what the digests are made with, so that another key gets others.
    """
    field = Child._meta.get_field("birth_date")
    return tuple(field.index_of(born) for born in dates_of_age(years, first, last))  # type: ignore[union-attr]  # ours
