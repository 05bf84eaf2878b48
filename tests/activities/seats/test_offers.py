"""Places offered to who waits: until when, and what becomes of an offer nobody took."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from activities.enums import SeatState
from activities.seats.domain.offer_times import offer_ends
from activities.seats.domain.signup import withdraw
from activities.seats.domain.waitlist import release_expired
from portal.notify.delivery import texts
from portal.notify.models import Channel, Message
from tests.conftest import VILLAGE
from tests.factories.activities import make_duty, make_serving_volunteer, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def local(text):
    return timezone.make_aware(datetime.fromisoformat(f"2026-11-{text}"))


def now(record):
    return type(record).objects.unscoped("the test looks again").get(pk=record.pk)


@pytest.fixture
def someone(areas):
    return lambda: make_serving_volunteer(areas[VILLAGE])


@pytest.mark.parametrize(
    ("made", "ends"),
    [
        ("10 09:00", "10 12:00"),
        ("10 17:59", "10 20:59"),
        ("10 18:00", "11 09:00"),
        ("10 20:00", "11 11:00"),
        ("10 21:00", "11 12:00"),
        ("10 23:30", "11 12:00"),
        ("11 03:00", "11 12:00"),
        ("11 08:59", "11 12:00"),
    ],
)
def test_an_offer_lasts_three_hours_of_the_day(made, ends):
    assert offer_ends(local(made), local("20 14:00")) == local(ends)


def test_an_offer_ends_when_the_session_begins():
    assert offer_ends(local("10 20:00"), local("11 10:00")) == local("11 10:00")


def test_no_minute_of_the_day_makes_an_offer_that_ends_at_night():
    for minute in range(24 * 60):
        end = timezone.localtime(offer_ends(local("10 00:00") + timedelta(minutes=minute), local("20 14:00")))
        assert 9 <= end.hour < 21


def test_a_place_that_becomes_free_at_night_is_offered_until_the_next_day(place, someone, clock):
    clock("2027-01-01 22:00")
    session = make_session(place, starts=timezone.now() + timedelta(hours=18), volunteer_capacity=1)
    gone, waiting = make_duty(session, someone()), make_duty(session, someone(), state=SeatState.WAITLISTED)

    withdraw(gone, by=gone.volunteer.user)

    assert now(waiting).offered_until == timezone.make_aware(datetime.fromisoformat("2027-01-02 12:00"))


@pytest.fixture
def soon(place):
    return make_session(place, starts=timezone.now() + timedelta(hours=20), volunteer_capacity=1)


def over(session, volunteer, **given):
    return make_duty(session, volunteer, state=SeatState.OFFERED, offered_until=timezone.now(), **given)


def test_who_loses_an_offer_keeps_the_place_in_line_and_is_told(soon, someone):
    lost = over(soon, someone())
    others = [make_duty(soon, someone(), state=SeatState.WAITLISTED) for _ in range(2)]

    release_expired(soon)
    assert [now(lost).state, *(now(seat).state for seat in others)] == ["waitlisted", "offered", "waitlisted"]
    withdraw(others[0], by=others[0].volunteer.user)

    assert [now(lost).state, now(others[1]).state] == ["offered", "waitlisted"]
    told = Message.objects.filter(recipient=lost.volunteer.user, channel=Channel.IN_SITE)
    assert sorted(told.values_list("template", flat=True)) == ["activities_offer_over", "activities_offered"]
    subject, body = texts(told.get(template="activities_offer_over"), "zh-hans")
    assert "位置" in subject
    assert "保留" in body


def test_a_second_time_the_place_in_line_is_lost_and_that_is_told_too(soon, someone):
    lost = over(soon, someone(), offers_lost=1)

    release_expired(soon)

    assert (now(lost).state, now(soon).volunteers_taken) == (SeatState.CANCELLED, 0)
    message = Message.objects.get(recipient=lost.volunteer.user, channel=Channel.IN_SITE)
    assert "no longer on the waiting list" in texts(message, "en")[1]


def test_where_nobody_else_waits_the_place_is_offered_once_more(soon, someone):
    lost = over(soon, someone())

    release_expired(soon)

    assert (now(lost).state, now(lost).offers_lost, now(soon).volunteers_taken) == (SeatState.OFFERED, 1, 1)
