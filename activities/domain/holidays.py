"""Public holidays and the working days that make up for them, as far as the State Council has announced them.

The wheel `chinesecalendar` holds the announcements; a year that is not in it yet has no marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chinese_calendar.constants import holidays, workdays  # type: ignore[import-untyped]
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_NAMES = {
    "New Year's Day": gettext_lazy("New Year's Day"),
    "Spring Festival": gettext_lazy("Spring Festival"),
    "Tomb-sweeping Day": gettext_lazy("Tomb-sweeping Day"),
    "Labour Day": gettext_lazy("Labour Day"),
    "Dragon Boat Festival": gettext_lazy("Dragon Boat Festival"),
    "Mid-autumn Festival": gettext_lazy("Mid-autumn Festival"),
    "National Day": gettext_lazy("National Day"),
}


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
    """The mark of a day, or None for an ordinary one and for years not announced yet."""
    found = holidays.get(day) or workdays.get(day)
    return Mark(str(_NAMES.get(found, found)), rest=day in holidays) if found else None
