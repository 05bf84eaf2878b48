"""What the home page shows of sessions."""

import pytest

from activities.enums import SessionState
from activities.public.domain.figures import this_month_figures, upcoming_public
from tests.conftest import VILLAGE
from tests.factories.activities import at, came, make_duty, make_hours, make_place, make_serving_volunteer, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(areas):
    return make_place(areas[VILLAGE])


def test_the_next_sessions_leave_out_drafts_cancelled_and_past_ones(place):
    make_session(place, state=SessionState.DRAFT)
    make_session(place, state=SessionState.CANCELLED, cancel_reason="台风")
    make_session(place, days=-1)
    late, soon = make_session(place, days=5), make_session(place, days=1)

    assert upcoming_public(5) == [soon, late]


@pytest.mark.parametrize("number", [1, 3])
def test_the_next_sessions_cost_one_query(place, number, django_assert_num_queries):
    for days in range(number):
        make_session(place, days=days + 1)

    with django_assert_num_queries(1):
        assert [session.place.name for session in upcoming_public(5)] == [place.name] * number


def took_part(place, officer, hour):
    session = make_session(place, starts=at(0, hour), state=SessionState.VERIFIED)
    make_hours(came(make_duty(session, make_serving_volunteer(place.area))), officer)


def test_figures_of_few_people_are_left_out(place, county_officer):
    for hour in range(4):
        took_part(place, county_officer, hour)

    assert this_month_figures() == {"hours": None, "visits": None, "sessions": None}


def test_figures_count_this_months_verified_hours_visits_and_sessions(place, county_officer):
    for hour in range(5):
        took_part(place, county_officer, hour)
    make_session(place, days=-70, state=SessionState.VERIFIED)

    assert this_month_figures() == {"hours": 10, "visits": 5, "sessions": 5}
