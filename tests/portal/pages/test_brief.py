"""Days and hours as a line of a list says them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from freezegun import freeze_time

from portal.components.times import brief_day, briefly
from portal.pages import dates

CHINA = ZoneInfo("Asia/Shanghai")
START, END = datetime(2026, 11, 21, 14, tzinfo=CHINA), datetime(2026, 11, 21, 16, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("language", "end", "said"),
    [
        ("zh-hans", END, "11月21日（周六）14:00–16:00"),
        ("zh-hans", START, "11月21日（周六）14:00"),
        ("zh-hans", datetime(2026, 11, 22, 9, tzinfo=CHINA), "11月21日（周六）14:00 – 11月22日（周日）9:00"),
        ("en", END, "Sat 21 Nov, 14:00–16:00"),
    ],
)
@freeze_time("2026-11-20")
def test_this_year_goes_without_saying(language: str, end: datetime, said: str) -> None:
    with translation.override(language):
        assert dates.brief_when(START, end) == said


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "2026年11月21日（周六）"), ("en", "Sat 21 Nov 2026")])
@freeze_time("2027-01-02")
def test_another_year_is_named(language: str, said: str) -> None:
    with translation.override(language):
        assert dates.brief_day(date(2026, 11, 21)) == said


@pytest.mark.parametrize(
    ("language", "now", "said"),
    [
        ("zh-hans", "2026-11-20", "11月21日 14:00:00"),
        ("en", "2026-11-20", "21 Nov, 14:00:00"),
        ("zh-hans", "2027-01-02", "2026年11月21日 14:00:00"),
        ("en", "2027-01-02", "21 Nov 2026, 14:00:00"),
    ],
)
def test_a_moment_is_told_to_the_second(language: str, now: str, said: str) -> None:
    with translation.override(language), freeze_time(now):
        assert dates.brief_second(START) == said


@freeze_time("2026-11-20")
def test_they_are_marked_up_as_times() -> None:
    with translation.override("zh-hans"):
        assert brief_day(START.date()) == '<time datetime="2026-11-21">11月21日（周六）</time>'
        assert briefly(START) == '<time datetime="2026-11-21T14:00+08:00">11月21日（周六）14:00</time>'
