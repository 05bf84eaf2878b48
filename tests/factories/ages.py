"""Children whose birthday is today, was, or is to come."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from children.ledger.enums import Category
from children.ledger.models import Child, ChildCategory
from portal.ages import dates_of_age
from portal.areas.models import Area
from portal.eligibility.enums import ParentsAway

from .children import make_child


def born_to_be(years: int, days: int = 0, on: date | None = None) -> str:
    """The date of birth of who comes to be so old in so many days from a day, by default today."""
    day = (on or timezone.localdate()) + timedelta(days=days)
    whole = [born for born in dates_of_age(years, day, day) if len(born) == 10]
    return whole[0] if whole else born_to_be(years, 1, day)  # nobody has a birthday there


def make_child_of(area: Area, years: int, days: int = 0, **given: Any) -> Child:
    """An active record of a child who comes to be so old in so many days, in difficulty by its family."""
    born = given.pop("birth_date", None) or born_to_be(years, days)
    return make_child(area, **{"birth_date": born, "birth_year": int(born[:4])} | given)


def make_left_behind(area: Area, years: int = 10, days: int = 0, **given: Any) -> Child:
    """The same, left-behind too: both parents away for two years."""
    away = {"parents_away": ParentsAway.BOTH, "away_since": timezone.localdate() - timedelta(days=730)}
    child = make_child_of(area, years, days, **away | given)
    ChildCategory.objects.create(
        child=child, category=Category.LEFT_BEHIND, since=date(2020, 1, 1), rule_version="2016-13"
    )
    return child
