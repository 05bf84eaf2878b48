"""Ages from dates that may be known only to the year or the month."""

from __future__ import annotations

from datetime import date

# What stands in for an unknown month and day.
LATEST = ["", "12", "31"]
BANDS = ((0, 5), (6, 13), (14, 15), (16, 17))


def age_on(birth_date: str, day: date) -> int | None:
    """Completed years on `day`; a date known only to the year or month counts from its last day: never too old.

    `birth_date` is ISO, cut to what is known: 2015, 2015-03 or 2015-03-07. None when it cannot be read.
    """
    parts = birth_date.split("-")
    if not all(part.isdigit() for part in parts):
        return None
    year, month, day_of_month = (int(part) for part in parts + LATEST[len(parts) :])
    return day.year - year - ((day.month, day.day) < (month, day_of_month))


def age_band(birth_date: str, day: date) -> str:
    """The band of the return that the age falls in; empty when unknown."""
    age = age_on(birth_date, day)
    if age is None:
        return ""
    return next((f"{low}–{high}" for low, high in BANDS if low <= age <= high), "18+")
