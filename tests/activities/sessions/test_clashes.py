"""A room, a child and an adult are in one place at a time: hours that touch do not clash, drafts book nothing."""

from datetime import timedelta

import pytest

from activities.enums import SeatState, SessionState
from activities.sessions.domain.clashes import people_denied_reason, room_denied_reason
from activities.sessions.enums import SessionRefusal
from tests.conftest import VILLAGE
from tests.factories.activities import make_duty, make_room, make_serving_volunteer, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def session(place):
    return make_session(place, staff=())


def beside(session, hours, **fields):
    """Another session as long as this one, so many hours later."""
    later = timedelta(hours=hours)
    if fields.get("state") == SessionState.CANCELLED:
        fields["cancel_reason"] = "下雨"
    return make_session(session.place, starts=session.starts + later, ends=session.ends + later, **fields)


@pytest.mark.parametrize(
    ("hours", "state", "reason"),
    [
        (1, SessionState.PUBLISHED, SessionRefusal.ROOM_TAKEN),
        (2, SessionState.PUBLISHED, None),  # the one ends when the other begins
        (1, SessionState.DRAFT, None),
        (1, SessionState.CANCELLED, None),
    ],
)
def test_a_room_is_booked_once(session, hours, state, reason):
    room = make_room(session.place)
    session.room = room
    session.ends = session.starts + timedelta(hours=2)
    beside(session, hours, state=state, room=room, staff=())

    assert room_denied_reason(session) == reason


@pytest.mark.parametrize(
    ("hours", "seat", "reason"),
    [
        (1, SeatState.CONFIRMED, SessionRefusal.PEOPLE_BUSY),
        (1, SeatState.WAITLISTED, SessionRefusal.PEOPLE_BUSY),
        (2, SeatState.CONFIRMED, None),
        (1, SeatState.CANCELLED, None),
    ],
)
def test_an_adult_is_in_one_place(session, areas, hours, seat, reason):
    session.ends = session.starts + timedelta(hours=2)
    session.save()
    helper = make_serving_volunteer(areas[VILLAGE])
    make_duty(session, helper)
    make_duty(beside(session, hours, state=SessionState.PUBLISHED, staff=()), helper, state=seat)

    assert people_denied_reason(session) == reason
