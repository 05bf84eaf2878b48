"""The days of a month or a week with what is on, ready to be drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone

from portal.pages.dates import weekday_text

from ...days.holidays import Mark, mark_of
from ...days.periods import Days, week_key
from ...models import Session

# More than this stands behind "and 4 more": a cell of the month stays low.
SHOWN_IN_A_CELL = 3


@dataclass(frozen=True)
class Day:
    """One day of the timetable."""

    date: date
    today: bool
    mark: Mark | None
    sessions: list[Session]

    @property
    def weekday(self) -> str:
        """周六; in English Sat."""
        return weekday_text(self.date)

    @property
    def anchor(self) -> str:
        """Its place on the page of its week."""
        return f"d{self.date:%Y%m%d}"

    @property
    def week(self) -> str:
        """The key of its week."""
        return week_key(self.date)

    @property
    def first_few(self) -> list[Session]:
        """As many as a cell of the month shows."""
        return self.sessions[:SHOWN_IN_A_CELL]

    @property
    def more(self) -> int:
        """How many a cell does not show."""
        return max(0, len(self.sessions) - SHOWN_IN_A_CELL)


def by_day(rows: Iterable[Session]) -> list[tuple[date, list[Session]]]:
    """The sessions of each local day; `rows` in order of their start."""
    return [(day, list(group)) for day, group in groupby(rows, key=lambda row: timezone.localdate(row.starts))]


def days_with_sessions(rows: Iterable[Session]) -> list[Day]:
    """The days on which these sessions begin; `rows` in order of their start."""
    today = timezone.localdate()
    return [Day(day, day == today, mark_of(day), sessions) for day, sessions in by_day(rows)]


def days_of(period: Days, rows: Iterable[Session]) -> list[Day]:
    """Every day of the period, with or without sessions."""
    found, today = dict(by_day(rows)), timezone.localdate()
    return [Day(day, day == today, mark_of(day), found.get(day, [])) for day in period.days]


def weekdays() -> list[str]:
    """周一 to 周日, for the head of a table."""
    return [weekday_text(date(2024, 1, day)) for day in range(1, 8)]  # the first of January 2024 was a Monday


def weeks_of(days: list[Day]) -> list[list[Day | None]]:
    """Days as rows of seven, Monday first; None where a row belongs to the month before or after."""
    cells: list[Day | None] = [None] * days[0].date.weekday()
    cells += days
    cells += [None] * (-len(cells) % 7)
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]
