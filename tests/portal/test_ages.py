"""Ages from dates that may be known only to the month or year: never too old, and the day on which they change."""

from datetime import date, timedelta

import pytest

from portal.ages import age_on, dates_of_age, day_of_age, oldest_age_on


@pytest.mark.parametrize(
    ("born", "reached"),
    [
        ("2010-11-28", date(2026, 11, 28)),
        ("2010-12-31", date(2026, 12, 31)),
        ("2012-02-29", date(2028, 2, 29)),
        ("2011-03", date(2027, 3, 31)),
        ("2010-04", date(2026, 5, 1)),
        ("2010-02", date(2026, 3, 1)),
        ("2010", date(2026, 12, 31)),
    ],
)
def test_the_sixteenth_birthday_is_the_first_day_of_being_sixteen(born, reached):
    assert day_of_age(born, 16) == reached
    assert (age_on(born, reached - timedelta(days=1)), age_on(born, reached)) == (15, 16)


def test_who_was_born_on_29_february_is_18_on_1_march():
    assert day_of_age("2008-02-29", 18) == date(2026, 3, 1)


@pytest.mark.parametrize("born", ["", "unknown", "2010-?"])
def test_a_date_that_cannot_be_read_has_no_birthday(born):
    assert (day_of_age(born, 16), age_on(born, date(2026, 1, 1))) == (None, None)


def test_the_dates_of_a_span_are_those_whose_birthday_falls_into_it_in_every_precision():
    first, last = date(2025, 12, 20), date(2026, 3, 2)
    every = [date(2009, 1, 1) + timedelta(days=n) for n in range(730)]
    born = {day.isoformat()[:length] for day in every for length in (4, 7, 10)}

    found = list(dates_of_age(16, first, last))

    assert sorted(found) == sorted(one for one in born if first <= day_of_age(one, 16) <= last)
    assert len(found) == len(set(found))
    assert {"2009", "2009-12", "2010-01-01", "2010-01", "2010-02"} <= set(found)


def test_a_date_known_to_the_year_may_be_a_year_older():
    assert (age_on("2010", date(2026, 6, 1)), oldest_age_on("2010", date(2026, 6, 1))) == (15, 16)
    assert oldest_age_on("2010-06-02", date(2026, 6, 1)) == 15
