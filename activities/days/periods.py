"""Months and weeks of the calendar: at most a year back and a year ahead, so that nobody walks on for ever."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

MONTHS_EACH_WAY, WEEKS_EACH_WAY = 12, 52
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)


class NoSuchPeriod(Exception):
    """Not a month or week, or too far away."""


@dataclass(frozen=True, kw_only=True)
class Days:
    """Some days in a row, from the first to the last."""

    first: date
    last: date

    @property
    def starts(self) -> datetime:
        """Local midnight at its beginning."""
        return _midnight(self.first)

    @property
    def ends(self) -> datetime:
        """Local midnight after its last day."""
        return _midnight(self.last + timedelta(days=1))

    @property
    def days(self) -> list[date]:
        """Each of its days."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


@dataclass(frozen=True, kw_only=True)
class Period(Days):
    """`key` as in the address; `before` and `after` are the keys beside it, empty where the calendar ends."""

    key: str
    before: str
    after: str


def month(text: str, today: date) -> Period:
    """`2026-12`; empty for this month. Raises NoSuchPeriod."""
    first = _parsed(_MONTH, text, lambda year, number: date(year, number, 1)) if text else today.replace(day=1)
    away = _number(first) - _number(today)
    if abs(away) > MONTHS_EACH_WAY:
        raise NoSuchPeriod
    return Period(
        key=month_key(first),
        first=first,
        last=_month_after(first) - timedelta(days=1),
        before=month_key(first - timedelta(days=1)) if away > -MONTHS_EACH_WAY else "",
        after=month_key(_month_after(first)) if away < MONTHS_EACH_WAY else "",
    )


def week(text: str, today: date) -> Period:
    """`2026-W49`, Monday first; empty for this week. Raises NoSuchPeriod."""
    monday = today - timedelta(days=today.weekday())
    first = _parsed(_WEEK, text, lambda year, number: date.fromisocalendar(year, number, 1)) if text else monday
    away = (first - monday).days // 7
    if abs(away) > WEEKS_EACH_WAY:
        raise NoSuchPeriod
    return Period(
        key=week_key(first),
        first=first,
        last=first + timedelta(days=6),
        before=week_key(first - timedelta(days=7)) if away > -WEEKS_EACH_WAY else "",
        after=week_key(first + timedelta(days=7)) if away < WEEKS_EACH_WAY else "",
    )


def month_key(day: date) -> str:
    """The month of a day, as in the address."""
    return f"{day:%Y-%m}"


def week_key(day: date) -> str:
    """The ISO week of a day, as in the address."""
    year, number, _weekday = day.isocalendar()
    return f"{year}-W{number:02}"


def _parsed(form: re.Pattern[str], text: str, make: Callable[[int, int], date]) -> date:
    found = form.fullmatch(text)
    try:
        return make(int(found[1]), int(found[2]))  # type: ignore[index]  # no match: TypeError, below
    except (TypeError, ValueError) as error:
        raise NoSuchPeriod from error


def _number(day: date) -> int:
    return day.year * 12 + day.month


def _month_after(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
