"""The weekly opening hours of a place, as they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from portal.pages.dates import weekday_text

A_MONDAY = date(2024, 1, 1)
Week = list[list[list[str]]]


@dataclass(frozen=True)
class Line:
    """Days that open alike: `Wednesday to Sunday`, `9:00–17:00`."""

    days: str
    hours: str


class OpeningHours:
    """Seven lists, Monday first, of [opens, closes]; an empty list is a closed day."""

    def __init__(self, week: Week) -> None:
        self.week = [*week, *([[]] * 7)][:7]

    def lines(self) -> list[Line]:
        """The open days, neighbouring days with the same hours in one line."""
        runs: list[list[int]] = []
        for day, spans in enumerate(self.week):
            if runs and runs[-1][-1] == day - 1 and self.week[runs[-1][0]] == spans:
                runs[-1].append(day)
            else:
                runs.append([day])
        return [Line(_days(run), _hours(self.week[run[0]])) for run in runs if self.week[run[0]]]

    def __str__(self) -> str:
        return _("; ").join(f"{line.days} {line.hours}" for line in self.lines())

    def open_at(self, moment: datetime) -> bool:
        """Whether the place is open at a local time; closing time itself is closed."""
        now = moment.strftime("%H:%M")
        return any(opens <= now < closes for opens, closes in self.week[moment.weekday()])

    def on(self, day: date) -> str:
        """The hours of one day; empty when closed."""
        return _hours(self.week[day.weekday()])


def _days(run: list[int]) -> str:
    first, last = (weekday_text(A_MONDAY + timedelta(days=day)) for day in (run[0], run[-1]))
    if len(run) == 7:
        return _("Every day")
    if len(run) == 1:
        return first
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _hours(spans: list[list[str]]) -> str:
    return _(", ").join(f"{opens.removeprefix('0')}–{closes.removeprefix('0')}" for opens, closes in spans)
