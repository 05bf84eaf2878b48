"""A volunteer's own sessions, and what becomes of them when the standing is lost."""

import pytest

from activities.enums import SeatState, SessionState
from activities.seats.domain.mine import my_sessions, next_duties
from activities.seats.domain.standing import give_up_duties, hold_sessions
from tests.conftest import ELSEWHERE
from tests.factories.activities import at, make_duty, make_place, make_session

pytestmark = pytest.mark.django_db


def test_own_sessions_by_time_and_those_that_may_still_be_joined(areas, place, volunteer):
    coming = make_duty(make_session(place, days=3), volunteer)
    sooner = make_duty(make_session(place), volunteer, state=SeatState.OFFERED, offered_until=at(1))
    waiting = make_duty(make_session(place, days=4), volunteer, state=SeatState.WAITLISTED)
    past = make_duty(make_session(place, days=-3, state=SessionState.COMPLETED), volunteer)
    called_off = {"state": SessionState.CANCELLED, "cancel_reason": "停电"}
    make_duty(make_session(place, days=-4, **called_off), volunteer)
    off = make_duty(make_session(place, days=1, **called_off), volunteer)
    free = make_session(place, days=5)
    make_session(place, days=5, volunteer_capacity=0)
    make_session(place, days=5, state=SessionState.CLOSED)
    make_session(make_place(areas["331126101001"]), days=5)

    found = my_sessions(volunteer)

    assert (found.coming, found.waiting, found.past, found.open) == ([off, sooner, coming], [waiting], [past], [free])
    assert next_duties(volunteer) == [sooner, coming]
    assert next_duties(volunteer, limit=1) == [sooner]
    assert areas[ELSEWHERE].code not in volunteer.area_path


def test_who_may_not_be_with_children_gives_up_what_has_not_begun(place, volunteer, county_officer):
    coming = make_duty(make_session(place), volunteer)
    past = make_duty(make_session(place, days=-3, state=SessionState.COMPLETED), volunteer)

    hold_sessions(volunteer)
    give_up_duties(volunteer, by=county_officer, reason="")

    coming.refresh_from_db()
    past.refresh_from_db()
    assert coming.state not in {SeatState.CONFIRMED, SeatState.WAITLISTED, SeatState.OFFERED}
    assert past.state == SeatState.CONFIRMED
