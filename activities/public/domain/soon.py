"""The days that families ask for: today, this weekend, the next seven."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from ...days.holidays import is_public_holiday
from ...days.periods import Days

SATURDAY = 5


def today_only(today: date) -> Days:
    """One day."""
    return Days(first=today, last=today)


def weekend(today: date) -> Days:
    """Saturday and Sunday, with the Friday before and the Monday after where they are public holidays.

    One that has begun is this weekend until it is over. A day that people must work stays in; the list marks it.
    """
    last_saturday = today - timedelta(days=(today.weekday() - SATURDAY) % 7)
    begun = _around(last_saturday)
    return begun if today <= begun.last else _around(last_saturday + timedelta(days=7))


def seven_days(today: date) -> Days:
    """Today and the six days after it."""
    return Days(first=today, last=today + timedelta(days=6))


def following(wanted: Days) -> Days:
    """The weekend after this one."""
    return weekend(wanted.last + timedelta(days=1))


SOON: dict[str, tuple[Any, Callable[[date], Days]]] = {
    "today": (_("Today"), today_only),
    "weekend": (_("This weekend"), weekend),
    "days": (_("Next 7 days"), seven_days),
}


def _around(saturday: date) -> Days:
    friday, sunday, monday = (saturday + timedelta(days=number) for number in (-1, 1, 2))
    return Days(
        first=friday if is_public_holiday(friday) else saturday,
        last=monday if is_public_holiday(monday) else sunday,
    )
