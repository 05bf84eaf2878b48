"""Opening hours as people write them, and whether a place or an office is open now."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.pages.dates import weekday_text

from ...days.holidays import is_public_holiday, mark_of
from ...models.opening import OpeningHours, Week

_DAYS = {mark: number for number, marks in enumerate(["一", "二", "三", "四", "五", "六", "日天"]) for mark in marks}
_DAY = r"(?:周|星期|礼拜)?([一二三四五六日天])"
_RANGE = re.compile(rf"(?:周|星期|礼拜)([一二三四五六日天])(?:\s*(?P<to>至|到|-)\s*{_DAY})?")
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*(?:-|至|到)\s*(\d{1,2}):(\d{2})")
_DASHES = str.maketrans("–—―−~〜", "------")


def read_hours(text: str) -> Week:
    """`周一至周五 8:30-12:00，14:00-17:30；周六 9:00-11:00` as seven lists, Monday first; nothing for an empty text.

    Raises:
        ValidationError: a part names no day or no hours, or something stands in it that was not understood.
    """
    week: Week = [[] for _day in range(7)]
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    for part in filter(None, (piece.strip() for piece in re.split(r"[;\n]", plain))):
        days, spans = _days(part), _spans(part)
        if not days or not spans or _left_over(part):
            raise ValidationError(
                _("“%(part)s” was not understood. Write it like this: %(example)s")
                % {"part": part, "example": "周一至周五 8:30-12:00，14:00-17:30；周六 9:00-11:00"}
            )
        for day in days:
            week[day] = sorted(week[day] + spans)
    return week if any(week) else []


def write_hours(week: Week) -> str:
    """The same hours as text that `read_hours` understands."""
    days: dict[str, list[int]] = {}
    for day, spans in enumerate(OpeningHours(week).week):
        if spans:
            days.setdefault("，".join("-".join(span) for span in spans), []).append(day)
    return "；".join(f"{_day_words(found)} {spans}" for spans, found in days.items())


def _day_words(days: list[int]) -> str:
    names = ["周" + "一二三四五六日"[day] for day in days]
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{names[0]}至{names[-1]}"
    return "、".join(names)


def _days(part: str) -> set[int]:
    if re.search(r"每天|每日|天天", part):
        return set(range(7))
    if "工作日" in part:
        return set(range(5))
    found: set[int] = set()
    for match in _RANGE.finditer(part):
        first = _DAYS[match[1]]
        last = _DAYS[match[3]] if match["to"] else first
        found |= set(range(first, last + 1)) if first <= last else {*range(first, 7), *range(last + 1)}
    return found


def _spans(part: str) -> list[list[str]]:
    spans = []
    for match in _SPAN.finditer(part):
        opens, closes = (f"{int(match[n]):02d}:{match[n + 1]}" for n in (1, 3))
        if not opens < closes <= "24:00" or max(match[2], match[4]) >= "60":
            return []
        spans.append([opens, closes])
    return spans


def _left_over(part: str) -> str:
    rest = _SPAN.sub("", _RANGE.sub("", part))
    return re.sub(r"每天|每日|天天|工作日|上午|下午|晚上|[\s,、和:]", "", rest)


@dataclass(frozen=True)
class OpenState:
    """Whether a place or office is open, and until when or from when on; `until` is when that is no longer so today."""

    is_open: bool
    words: str
    until: datetime | None = None


def state_at(week: Week, now: datetime) -> OpenState | None:
    """Open or closed at a local time, in a sentence; None when nobody has entered the hours.

    The weekly hours say nothing about a public holiday, nor about a weekend on which people work.
    """
    if not any(week):
        return None
    if mark := mark_of(now.date()):
        words = _("%(holiday)s: please ring first") % {"holiday": mark.text}
        return OpenState(False, words[0].upper() + words[1:])
    clock = now.strftime("%H:%M")
    today = OpeningHours(week).week[now.weekday()]
    for opens, closes in today:
        if opens <= clock < closes:
            return OpenState(True, _("Open now, until %(time)s") % {"time": _short(closes)}, _at(closes, now))
        if clock < opens:
            words = _("Closed now, opens today at %(time)s") % {"time": _short(opens)}
            return OpenState(False, words, _at(opens, now))
    return OpenState(False, _next_day(week, now, had_hours=bool(today)))


def _at(clock: str, day: datetime) -> datetime | None:
    """None for the end of the day, when every page is made anew."""
    if clock == "24:00":
        return None
    return datetime.combine(day.date(), time.fromisoformat(clock), day.tzinfo)


def _next_day(week: Week, now: datetime, *, had_hours: bool) -> str:
    for ahead in range(1, 8):
        day = now + timedelta(days=ahead)
        spans = OpeningHours(week).week[day.weekday()]
        if spans:
            values = {"day": _("tomorrow") if ahead == 1 else weekday_text(day.date()), "time": _short(spans[0][0])}
            if is_public_holiday(day.date()):
                return _("Closed now, and %(day)s is a public holiday: please ring first") % values
            if had_hours:
                return _("Closed now, opens %(day)s at %(time)s") % values
            return _("Closed today, opens %(day)s at %(time)s") % values
    raise AssertionError("a week with hours opens within seven days")


def _short(clock: str) -> str:
    return f"{time.fromisoformat(clock):%H:%M}".removeprefix("0") if clock != "24:00" else clock
