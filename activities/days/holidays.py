"""Public holidays and the working days that make up for them, as far as the State Council has announced them.

The wheel `chinesecalendar` holds the announcements. Of a year that is not in it yet only the days are known that the
law itself names by date: which other days are free, and which weekends people work, nobody can tell before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chinese_calendar.constants import Holiday, holidays, workdays  # type: ignore[import-untyped]
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# By the members of the wheel's own list, not by their spelling: it writes `Tomb-sweeping Day`.
_NAMES = {
    Holiday.new_years_day.value: gettext_lazy("New Year's Day"),
    Holiday.spring_festival.value: gettext_lazy("Spring Festival"),
    Holiday.tomb_sweeping_day.value: gettext_lazy("Tomb-Sweeping Day"),
    Holiday.labour_day.value: gettext_lazy("Labour Day"),
    Holiday.dragon_boat_festival.value: gettext_lazy("Dragon Boat Festival"),
    Holiday.mid_autumn_festival.value: gettext_lazy("Mid-Autumn Festival"),
    Holiday.national_day.value: gettext_lazy("National Day"),
    Holiday.anti_fascist_70th_day.value: gettext_lazy("Day of victory, 70 years on"),
}
# State Council order 795 (in force 2025), art. 2, on public holidays; the lunar ones have other dates each year.
_BY_LAW = {(1, 1): Holiday.new_years_day.value}
_BY_LAW |= dict.fromkeys([(5, 1), (5, 2)], Holiday.labour_day.value)
_BY_LAW |= dict.fromkeys([(10, 1), (10, 2), (10, 3)], Holiday.national_day.value)
# By then the next year is announced, and the wheel that holds it published.
NEXT_YEAR_KNOWN_FROM = (12, 1)


@dataclass(frozen=True)
class Mark:
    """Why a day is not like other days of its weekday."""

    name: str
    rest: bool

    @property
    def text(self) -> str:
        """`National Day`, or that people work although it is a weekend."""
        if self.rest:
            return self.name
        return _("working day in place of %(holiday)s") % {"holiday": self.name}


def mark_of(day: date) -> Mark | None:
    """The mark of a day, or None for an ordinary one, or one of which nothing is known yet."""
    free = holidays.get(day) if is_announced(day.year) else _BY_LAW.get((day.month, day.day))
    found = free or workdays.get(day)
    return Mark(str(_NAMES[found]), rest=bool(free)) if found else None


def is_public_holiday(day: date) -> bool:
    """Whether people are free on this day because of a holiday."""
    mark = mark_of(day)
    return bool(mark and mark.rest)


def is_announced(year: int) -> bool:
    """Whether the holidays of a year are known: every one has its National Day."""
    return date(year, 10, 1) in holidays


def not_announced(days: Iterable[date]) -> int | None:
    """The first year among these days whose holidays are not known."""
    return next((year for year in sorted({day.year for day in days}) if not is_announced(year)), None)


def missing_year(today: date) -> int | None:
    """The year whose holidays should be known by now and are not: the operator installs the newer wheel."""
    until = today.year + ((today.month, today.day) >= NEXT_YEAR_KNOWN_FROM)
    return next((year for year in (today.year, until) if not is_announced(year)), None)
