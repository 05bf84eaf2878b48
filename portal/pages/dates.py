"""Dates and times in one form: 2026年11月21日（周六）14:00–16:00, in English Saturday 21 November 2026, 14:00–16:00."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.pages.languages import is_chinese

WEEKDAYS = "一二三四五六日"


def day_text(value: date) -> str:
    """The day with its weekday; an aware datetime is taken in local time."""
    value = local(value)
    if is_chinese():
        return f"{value.year}年{value.month}月{value.day}日（{weekday_text(value)}）"
    return f"{value:%A} {value.day} {value:%B %Y}"


def short_day_text(value: date) -> str:
    """11月21日, of another year 2025年11月21日; in English 21 November, 21 November 2025."""
    value = local(value)
    this_year = value.year == timezone.localdate().year
    if is_chinese():
        return f"{'' if this_year else f'{value.year}年'}{value.month}月{value.day}日"
    return f"{value.day} {value:%B}" if this_year else f"{value.day} {value:%B %Y}"


def weekday_text(value: date) -> str:
    """周六; in English Sat."""
    value = local(value)
    return f"周{WEEKDAYS[value.weekday()]}" if is_chinese() else f"{value:%a}"


def month_text(value: date) -> str:
    """11月; in English Nov."""
    value = local(value)
    return f"{value.month}月" if is_chinese() else f"{value:%b}"


def month_title(value: date) -> str:
    """2026年12月; in English December 2026."""
    return f"{value.year}年{value.month}月" if is_chinese() else f"{value:%B %Y}"


def days_text(first: date, last: date) -> str:
    """2026年11月30日至12月6日; in English 30 November to 6 December 2026."""
    if is_chinese():
        year = f"{last.year}年" if last.year != first.year else ""
        return f"{first.year}年{first.month}月{first.day}日至{year}{last.month}月{last.day}日"
    year = f" {first.year}" if last.year != first.year else ""
    return f"{first.day} {first:%B}{year} to {last.day} {last:%B %Y}"


def when_text(start: datetime, end: datetime | None = None) -> str:
    """The day and the hours; the end's day is named only when it is another one."""
    start = timezone.localtime(start)
    gap = "" if is_chinese() else ", "
    text = f"{day_text(start)}{gap}{_clock(start)}"
    if end is None:
        return text
    end = timezone.localtime(end)
    if end.date() == start.date():
        return f"{text}–{_clock(end)}"
    return f"{text} – {day_text(end)}{gap}{_clock(end)}"


def brief_day(value: date) -> str:
    """For a line of a list: 11月21日（周六）, in English Sat 21 Nov; with the year where it is another one."""
    value = local(value)
    year = value.year != timezone.localdate().year
    if is_chinese():
        return day_text(value) if year else f"{value.month}月{value.day}日（{weekday_text(value)}）"
    return f"{value:%a} {value.day} {value:%b}" + (f" {value.year}" if year else "")


def brief_when(start: datetime, end: datetime) -> str:
    """The same with the hours: 11月21日（周六）14:00–16:00, or one moment; the last day when it is another one."""
    start, end, gap = timezone.localtime(start), timezone.localtime(end), "" if is_chinese() else ", "
    text = f"{brief_day(start)}{gap}{_clock(start)}"
    if end.date() == start.date():
        return text if end == start else f"{text}–{_clock(end)}"
    return f"{text} – {brief_day(end)}{gap}{_clock(end)}"


def brief_second(value: datetime) -> str:
    """To the second, for a line of a list: 11月21日 14:00:07, in English 21 Nov, 14:00:07; another year is named."""
    at = timezone.localtime(value)
    year = "" if at.year == timezone.localdate().year else str(at.year)
    if is_chinese():
        return f"{year and year + '年'}{at.month}月{at.day}日 {at:%H:%M:%S}"
    return f"{at.day} {at:%b}{year and ' ' + year}, {at:%H:%M:%S}"


def from_morning(day: date | None) -> datetime | None:
    """A day counts from its first minute; nothing stays nothing."""
    return timezone.make_aware(datetime.combine(day, time())) if day else None


def waiting_text(since: datetime) -> str:
    """How long something has waited until now, in whole hours or days: 等了3天; in English waiting for 3 days."""
    hours = int((timezone.now() - since).total_seconds() // 3600)
    if hours < 1:
        return _("waiting for less than an hour")
    if hours < 24:
        return ngettext("waiting for %(number)s hour", "waiting for %(number)s hours", hours) % {"number": hours}
    days = hours // 24
    return ngettext("waiting for %(number)s day", "waiting for %(number)s days", days) % {"number": days}


def _clock(value: datetime) -> str:
    return f"{value.hour}:{value:%M}"


def local(value: date) -> date:
    """An aware datetime in local time; a date, or a naive datetime, as it is."""
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
