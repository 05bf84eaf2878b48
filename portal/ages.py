"""Ages and completed months, from dates that may be known only to the year or the month."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date

# What stands in for an unknown month and day.
LATEST = ["", "12", "31"]
EARLIEST = ["", "1", "1"]
BANDS = ((0, 5), (6, 13), (14, 15), (16, 17))
# Who is younger is a minor (Minors Protection Law, art. 2).
ADULT = 18


def age_on(birth_date: str, day: date) -> int | None:
    """Completed years on `day`; a date known only to the year or month counts from its last day: never too old.

    `birth_date` is ISO, cut to what is known: 2015, 2015-03 or 2015-03-07. None when it cannot be read.
    """
    return _age(birth_date, day, LATEST)


def oldest_age_on(birth_date: str, day: date) -> int | None:
    """The same, but a date known only to the year or month counts from its first day: never too young."""
    return _age(birth_date, day, EARLIEST)


def day_of_age(birth_date: str, years: int) -> date | None:
    """The first day on which `age_on` says `years`: the birthday; 1 March for 29 February. None when unreadable."""
    born = _parts(birth_date, LATEST)
    if born is None:
        return None
    year, month, day = born[0] + years, born[1], born[2]
    if day <= calendar.monthrange(year, month)[1]:
        return date(year, month, day)
    return date(year, month + 1, 1)  # never after December, which has 31 days


def dates_of_age(years: int, first: date, last: date) -> Iterator[str]:
    """Every date of birth, in each precision, of those who come to be `years` old from `first` to `last`."""
    for year in range(first.year - years, last.year - years + 1):
        months = [f"{year}-{month:02d}" for month in range(1, 13)]
        days = [f"{month}-{day:02d}" for month in months for day in range(1, _length(month) + 1)]
        for born in (str(year), *months, *days):
            reached = day_of_age(born, years)
            if reached and first <= reached <= last:
                yield born


def _length(month: str) -> int:
    return calendar.monthrange(int(month[:4]), int(month[5:]))[1]


def _age(birth_date: str, day: date, unknown: list[str]) -> int | None:
    born = _parts(birth_date, unknown)
    return None if born is None else day.year - born[0] - ((day.month, day.day) < born[1:])


def _parts(birth_date: str, unknown: list[str]) -> tuple[int, int, int] | None:
    parts = birth_date.split("-")
    if not all(part.isdigit() for part in parts):
        return None
    year, month, day = (int(part) for part in parts + unknown[len(parts) :])
    return year, month, day


def age_band(birth_date: str, day: date) -> str:
    """The band of the return that the age falls in; empty when unknown."""
    age = age_on(birth_date, day)
    if age is None:
        return ""
    return next((f"{low}–{high}" for low, high in BANDS if low <= age <= high), "18+")


def months_between(start: date, end: date) -> int:
    """Completed months."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def day_after_months(start: date, months: int) -> date:
    """The first day on which `months` months are completed; 31 August and six months is 1 March."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if start.day <= calendar.monthrange(year, month + 1)[1]:
        return date(year, month + 1, start.day)
    year, month = divmod(year * 12 + month + 1, 12)
    return date(year, month + 1, 1)
