"""The total of a volunteer is what somebody has verified, corrections counted."""

import pytest

from activities.enums import HoursKind
from activities.hours.domain.crediting import hours_text, total_minutes
from tests.conftest import VILLAGE
from tests.factories.activities import make_duty, make_hours, make_serving_volunteer, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def duties(place, volunteer):
    return [make_duty(make_session(place, days=-days), volunteer) for days in (3, 5)]


def test_nothing_credited_is_no_minute(volunteer):
    assert total_minutes(volunteer) == 0


def test_hours_that_nobody_has_verified_count_nothing(duties, volunteer, county_officer):
    make_hours(duties[0], county_officer)
    make_hours(duties[1], county_officer, verified_by=None, verified_at=None)

    assert total_minutes(volunteer) == 120


def test_a_correction_is_taken_off(duties, volunteer, county_officer):
    for duty in duties:
        make_hours(duty, county_officer)
    make_hours(duties[0], county_officer, kind=HoursKind.CORRECTION, minutes=-30, reason="提前离开")

    assert (total_minutes(volunteer), hours_text(total_minutes(volunteer))) == (210, "3 小时 30 分钟")


def test_the_hours_of_others_are_theirs(place, areas, duties, volunteer, county_officer):
    other = make_serving_volunteer(areas[VILLAGE])
    make_hours(duties[0], county_officer)
    make_hours(make_duty(make_session(place, days=-7), other), county_officer, minutes=45)

    assert (total_minutes(volunteer), total_minutes(other)) == (120, 45)


@pytest.mark.parametrize(("minutes", "text"), [(0, "0 分钟"), (30, "30 分钟"), (60, "1 小时")])
def test_what_is_nothing_is_not_said(minutes, text):
    assert hours_text(minutes) == text
