"""The last place is won by exactly one of many claims made at the same moment."""

import threading
from collections import Counter

import pytest
from django.db import connection

from activities.enums import SeatState
from activities.models import Duty, Session
from activities.seats.domain.signup import sign_up
from tests.conftest import VILLAGE
from tests.factories.activities import make_place, make_serving_volunteer, make_session

CLAIMS, PLACES = 50, 10


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_fifty_claims_at_once_win_ten_places(areas):
    session = make_session(make_place(areas[VILLAGE]), volunteer_capacity=PLACES)
    volunteers = [make_serving_volunteer(areas[VILLAGE]) for _ in range(CLAIMS)]
    together = threading.Barrier(CLAIMS)
    failures = []

    def claim(volunteer):
        try:
            together.wait()
            sign_up(session, volunteer, by=volunteer.user)
        except Exception as error:  # noqa: BLE001  any error in a thread fails the test below
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=claim, args=[volunteer]) for volunteer in volunteers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    states = Counter(Duty.objects.unscoped("the test counts").values_list("state", flat=True))
    taken = Session.objects.unscoped("the test looks again").get(pk=session.pk).volunteers_taken
    assert (failures, states, taken) == (
        [],
        Counter({SeatState.CONFIRMED: PLACES, SeatState.WAITLISTED: CLAIMS - PLACES}),
        PLACES,
    )
