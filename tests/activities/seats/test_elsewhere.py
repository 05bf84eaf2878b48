"""Where somebody already is at the hours of a session: by seat, by the other session, and by who came there."""

from datetime import timedelta

import pytest

from activities.enums import Outcome, SeatState, SessionState
from activities.models import Duty
from activities.seats.domain.elsewhere import is_taken
from tests.factories.activities import make_duty, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.database]
CALLED_OFF = {"state": SessionState.CANCELLED, "cancel_reason": "台风"}


@pytest.mark.parametrize(
    ("minutes", "there", "seat", "taken"),
    [
        (119, {}, {}, True),
        (120, {}, {}, False),
        (-120, {}, {}, False),
        (0, {}, {"state": SeatState.WAITLISTED}, False),
        (0, CALLED_OFF, {}, False),
        (0, {}, {"outcome": Outcome.ABSENT}, False),
    ],
)
def test_somebody_is_taken_who_holds_a_place_at_another_session_of_these_hours(
    place, session, volunteer, minutes, there, seat, taken
):
    other = make_session(place, starts=session.starts + timedelta(minutes=minutes), **there)
    make_duty(other, volunteer, **seat)
    make_duty(session, volunteer)

    assert is_taken(Duty.objects.unscoped("the test").filter(volunteer=volunteer), session) is taken
