"""What the database itself refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from activities.enums import HoursKind, SeatState, SessionState
from activities.models import Hazard, Session
from tests.factories.activities import (
    at,
    came,
    make_duty,
    make_hours,
    make_room,
    make_session,
)

pytestmark = pytest.mark.django_db


def refused(name):
    return pytest.raises(IntegrityError, match=name)


@pytest.mark.database
@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"ends": at(2)}, "session_ends_after_it_starts"),
        ({"children_taken": 11}, "session_children_within_capacity"),
        ({"volunteers_taken": 4}, "session_volunteers_within_capacity"),
        ({"age_from": 9, "age_to": 8}, "session_ages_in_order"),
        ({"state": SessionState.CANCELLED}, "session_cancelled_for_a_reason"),
        ({"published_at": None}, "session_was_published_before_it_went_on"),
    ],
)
def test_a_session_that_breaks_a_rule_is_refused(place, fields, name):
    with refused(name), transaction.atomic():
        make_session(place, **{"starts": at(2)} | fields)


@pytest.mark.database
def test_the_capacity_never_drops_below_what_is_taken(place):
    session = make_session(place, children_taken=4)

    with refused("session_children_within_capacity"), transaction.atomic():
        Session.objects.unscoped("the test goes past the domain").filter(pk=session.pk).update(child_capacity=3)


@pytest.mark.database
def test_a_room_is_never_booked_twice(place):
    room = make_room(place)
    make_session(place, room=room, starts=at(2, 14))

    with refused("session_room_never_booked_twice"), transaction.atomic():
        make_session(place, room=room, starts=at(2, 15))


@pytest.mark.database
def test_moving_a_booking_onto_another_is_refused(place):
    room = make_room(place)
    make_session(place, room=room, starts=at(2, 14))
    later = make_session(place, room=room, starts=at(2, 16))

    later.starts = at(2, 15, 59)
    with refused("session_room_never_booked_twice"), transaction.atomic():
        later.save()


@pytest.mark.database
def test_bookings_may_follow_one_another_and_drafts_and_cancelled_sessions_book_nothing(place):
    room = make_room(place)
    make_session(place, room=room, starts=at(2, 14))
    make_session(place, room=room, starts=at(2, 16))
    make_session(place, room=room, starts=at(2, 14), state=SessionState.DRAFT)
    make_session(place, room=room, starts=at(2, 14), state=SessionState.CANCELLED, cancel_reason="台风")
    make_session(place, room=make_room(place), starts=at(2, 14))

    assert Session.objects.unscoped("the test counts").count() == 5


@pytest.mark.database
def test_a_volunteer_signs_up_once_and_again_after_withdrawing(place, volunteer):
    session = make_session(place)
    make_duty(session, volunteer, state=SeatState.CANCELLED)
    make_duty(session, volunteer, state=SeatState.WAITLISTED)

    with refused("duty_live_once_per_session|volunteer_id"), transaction.atomic():
        make_duty(session, volunteer)


@pytest.mark.database
def test_credited_time_of_one_volunteer_never_overlaps(place, volunteer, county_officer):
    first = make_duty(make_session(place, starts=at(-2, 14)), volunteer)
    second = make_duty(make_session(place, starts=at(-2, 15)), volunteer)
    make_hours(came(first), county_officer)

    with refused("hours_never_overlap"), transaction.atomic():
        make_hours(came(second), county_officer)


@pytest.mark.database
def test_a_correction_needs_no_credit_but_a_reason(place, volunteer, county_officer):
    duty = make_duty(make_session(place, days=-2), volunteer)
    entry = make_hours(duty, county_officer)

    with refused("hours_credit_or_correction"), transaction.atomic():
        make_hours(duty, county_officer, kind=HoursKind.CORRECTION, minutes=0, reason="早走")
    make_hours(duty, county_officer, kind=HoursKind.CORRECTION, minutes=30, reason="补记")
    with refused("hours_corrected_for_a_reason"), transaction.atomic():
        make_hours(duty, county_officer, kind=HoursKind.CORRECTION, corrects=entry, minutes=-30)
    assert make_hours(duty, county_officer, kind=HoursKind.CORRECTION, corrects=entry, minutes=-30, reason="早走").pk


@pytest.mark.database
def test_nobody_verifies_their_own_hours(place, volunteer):
    duty = make_duty(make_session(place, days=-2), volunteer)

    with refused("hours_verified_by_someone_else"), transaction.atomic():
        make_hours(duty, volunteer.user)


@pytest.mark.database
def test_a_hazard_is_not_resolved_before_it_was_found(place):
    today = timezone.localdate()
    with refused("hazard_resolved_after_it_was_found"), transaction.atomic():
        Hazard.objects.create(
            place=place, description="门锁坏了", found_on=today, resolved_on=today - timedelta(days=1)
        )
