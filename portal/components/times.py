"""Days and hours, marked up as <time>."""

import re
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from portal.pages import dates
from portal.pages.languages import is_chinese

# Hours from and to stay on one line.
_HOURS = re.compile(r"\d{1,2}:\d\d–\d{1,2}:\d\d")


def when(start: datetime | None, end: datetime | None = None) -> SafeString | str:
    """`{% when session.starts session.ends %}`: aware datetimes, shown in local time. Nothing for None."""
    if start is None:
        return ""
    text = escape(dates.when_text(start, end))
    kept = SafeString(_HOURS.sub(r'<span class="hours">\g<0></span>', text))
    return format_html('<time datetime="{}">{}</time>', start.isoformat(timespec="minutes"), kept)


def brief_day(value: date) -> SafeString:
    """For a cell of a list: 11月28日（周六）, without the year while it is this one."""
    return format_html('<time datetime="{}">{}</time>', f"{dates.local(value):%Y-%m-%d}", dates.brief_day(value))


def briefly(start: datetime, end: datetime | None = None) -> SafeString:
    """For a cell of a list: the day and the hour, or the hours to `end`; without the year while it is this one."""
    text = dates.brief_when(start, end or start)
    return format_html('<time datetime="{}">{}</time>', start.isoformat(timespec="minutes"), text)


def day(value: date | None) -> SafeString | str:
    """`{% day policy.published %}`: the day with its weekday. Nothing for None."""
    if value is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', f"{dates.local(value):%Y-%m-%d}", dates.day_text(value))


def day_tile(value: date) -> dict[str, Any]:
    """`{% day_tile session.starts %}`: the small square before a session in a list: 11月 22 周日, Sun 22 Nov."""
    month, weekday = dates.month_text(value), dates.weekday_text(value)
    above, below = (month, weekday) if is_chinese() else (weekday, month)
    iso = f"{dates.local(value):%Y-%m-%d}"
    return {"iso": iso, "above": above, "number": dates.local(value).day, "below": below}


def today() -> SafeString | str:
    """`{% today %}`: the day it is here."""
    return day(timezone.localdate())
