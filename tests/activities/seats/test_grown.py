"""A child who turns 18 is enrolled in nothing on or after that day, and gives places to come back."""

import pytest
from django.utils import timezone

from activities.enums import SeatState
from activities.models import Enrolment, Session
from activities.seats.domain.enrolment import child_denied_reason
from activities.seats.domain.queries import children_to_enrol
from activities.seats.enums import SeatRefusal
from activities.seats.tasks import withdraw_grown_children
from portal.audit.models import AuditEvent
from tests.asking import fresh
from tests.conftest import VILLAGE
from tests.factories.activities import at, make_active_child, make_enrolment, make_session
from tests.factories.ages import make_child_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def for_all(place, village_officer, manager):
    """A session for every age, two days from now."""
    return make_session(place, staff=(village_officer, manager), age_from=None, age_to=None, child_capacity=1)


def test_the_day_of_the_session_decides(areas, for_all, village_officer):
    assert timezone.localdate(for_all.starts) == timezone.localdate(at(2))
    grown = make_child_of(areas[VILLAGE], 18, 2)
    young = make_child_of(areas[VILLAGE], 18, 3)

    assert child_denied_reason(for_all, grown) == SeatRefusal.CHILD_NOT_ACTIVE
    assert child_denied_reason(for_all, young) is None
    assert children_to_enrol(for_all, village_officer) == [young]


def test_a_place_is_given_back_once_and_the_next_in_line_gets_it(areas, for_all):
    left = make_enrolment(for_all, make_child_of(areas[VILLAGE], 18))
    waits = make_enrolment(for_all, make_active_child(areas[VILLAGE]), state=SeatState.WAITLISTED)

    assert (withdraw_grown_children(), withdraw_grown_children()) == (1, 0)

    assert [fresh(left).state, fresh(waits).state] == [SeatState.CANCELLED, SeatState.CONFIRMED]
    assert fresh(for_all).children_taken == 1
    event = AuditEvent.objects.get(target_id=str(left.uuid))
    assert (event.action, event.actor, event.detail) == (
        "enrolment.withdraw",
        None,
        {"state": "cancelled", "reason": "adult"},
    )


def test_a_place_in_a_session_that_is_over_stays_as_it_was(areas, place):
    over = make_session(place, days=-3, state="completed")
    kept = make_enrolment(over, make_child_of(areas[VILLAGE], 18))

    assert withdraw_grown_children() == 0
    assert fresh(kept).state == SeatState.CONFIRMED
    assert Session.objects.unscoped("test").count() == Enrolment.objects.unscoped("test").count() == 1
