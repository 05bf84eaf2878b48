"""The days of a month as they are drawn."""

from datetime import date

from activities.days.periods import Days
from activities.models import Session
from activities.public.domain.timetable import Day, by_day, days_of, days_with_sessions, weekdays, weeks_of
from tests.factories.activities import at


def on(*days: int) -> list[Session]:
    return [Session(starts=at(day), ends=at(day, 16)) for day in days]


def test_sessions_stand_below_the_day_they_begin_on():
    rows = on(1, 1, 3)

    assert by_day(rows) == [(at(1).date(), rows[:2]), (at(3).date(), rows[2:])]
    assert [(day.date, day.today, day.sessions) for day in days_with_sessions(rows)] == [
        (at(1).date(), False, rows[:2]),
        (at(3).date(), False, rows[2:]),
    ]


def test_every_day_of_a_period_is_there_and_one_of_them_is_today():
    rows = on(0)
    first, last = at(-1).date(), at(1).date()

    found = days_of(Days(first=first, last=last), rows)

    assert [(day.date, day.today, day.sessions) for day in found] == [
        (first, False, []),
        (at(0).date(), True, rows),
        (last, False, []),
    ]


def test_a_cell_shows_three_and_says_how_many_more():
    rows = on(0, 0, 0, 0, 0)
    full, few = Day(date(2026, 9, 3), False, None, rows), Day(date(2026, 9, 3), False, None, rows[:3])

    assert (full.first_few, full.more) == (rows[:3], 2)
    assert (few.first_few, few.more) == (rows[:3], 0)
    assert (full.anchor, full.weekday, full.week) == ("d20260903", "周四", "2026-W36")


def test_a_week_begins_on_monday_and_is_filled_up():
    september = [Day(date(2026, 9, day), False, None, []) for day in range(1, 31)]  # from a Tuesday to a Wednesday

    weeks = weeks_of(september)

    assert [len(week) for week in weeks] == [7] * 5
    assert [day and day.date.day for day in weeks[0]] == [None, 1, 2, 3, 4, 5, 6]
    assert [day and day.date.day for day in weeks[-1]] == [28, 29, 30, None, None, None, None]
    assert weekdays() == ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
