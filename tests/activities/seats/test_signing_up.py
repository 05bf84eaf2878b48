"""A volunteer's duty: the last place, the waiting list, late withdrawals, lost standing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from activities.adults.enums import AdultsRefusal
from activities.enums import CommonRefusal, SeatState, SessionState
from activities.models import Duty, Session
from activities.seats.domain.signup import accept, sign_up, sign_up_denied_reason, withdraw
from activities.seats.domain.waitlist import release_expired
from activities.seats.enums import SeatRefusal
from activities.seats.tasks import release_expired_offers
from activities.sessions.domain.the_day import start_denied_reason
from portal.changes.denied import Denied
from portal.notify.models import Message
from tests.asking import fresh
from tests.conftest import VILLAGE
from tests.factories.activities import (
    at,
    make_active_child,
    make_duty,
    make_enrolment,
    make_serving_volunteer,
    make_session,
)
from volunteers.application.domain.lifecycle import suspend

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone(areas):
    return lambda: make_serving_volunteer(areas[VILLAGE])


def in_hours(place, hours, **given):
    return make_session(place, starts=timezone.now() + timedelta(hours=hours), **given)


def test_signing_up_confirms_counts_and_tells(session, volunteer):
    duty = sign_up(session, volunteer, by=volunteer.user)

    assert (duty.state, fresh(session).volunteers_taken) == (SeatState.CONFIRMED, 1)
    assert {message.template for message in volunteer.user.messages.all()} == {"activities_signed_up"}


def test_a_full_session_means_the_waiting_list(session, someone):
    for _ in range(3):
        sign_up(session, (one := someone()), by=one.user)
    late = someone()

    assert sign_up(session, late, by=late.user).state == SeatState.WAITLISTED
    assert fresh(session).volunteers_taken == 3


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"state": SessionState.CLOSED}, SeatRefusal.CLOSED),
        ({"state": SessionState.DRAFT}, SeatRefusal.CLOSED),
        ({"state": SessionState.CANCELLED, "cancel_reason": "台风"}, CommonRefusal.CANCELLED),
        ({"days": -1}, CommonRefusal.PAST),
        ({"days": 300}, SeatRefusal.CHECK_LAPSED),
    ],
)
def test_a_refusal_says_why(place, volunteer, given, reason):
    session = make_session(place, **given)

    assert sign_up_denied_reason(session, volunteer) == reason
    with pytest.raises(Denied) as refusal:
        sign_up(session, volunteer, by=volunteer.user)
    assert refusal.value.reason == reason


def test_a_second_sign_up_and_an_overlapping_one_are_refused(place, session, volunteer):
    sign_up(session, volunteer, by=volunteer.user)
    overlapping = make_session(place, starts=session.starts + timedelta(minutes=90))
    following = make_session(place, starts=session.ends)

    assert sign_up_denied_reason(session, volunteer) == SeatRefusal.ALREADY_IN
    assert sign_up_denied_reason(overlapping, volunteer) == SeatRefusal.OVERLAP
    assert sign_up_denied_reason(following, volunteer) is None


def test_nobody_signs_up_another_person(session, volunteer, someone):
    with pytest.raises(Denied) as refusal:
        sign_up(session, volunteer, by=someone().user)
    assert refusal.value.reason == CommonRefusal.NOT_YOURS


def test_staff_put_a_volunteer_on_a_draft(place, volunteer, village_officer):
    draft = make_session(place, state=SessionState.DRAFT)

    assert sign_up(draft, volunteer, by=village_officer).state == SeatState.CONFIRMED


def test_withdrawing_promotes_the_first_who_waits(session, someone):
    confirmed = [sign_up(session, (one := someone()), by=one.user) for _ in range(3)]
    first, second = (sign_up(session, (one := someone()), by=one.user) for _ in range(2))

    gone = withdraw(confirmed[0], by=confirmed[0].volunteer.user)

    assert [gone.state, fresh(first).state, fresh(second).state] == ["cancelled", "confirmed", "waitlisted"]
    assert fresh(session).volunteers_taken == 3
    assert Message.objects.filter(template="activities_promoted", recipient=first.volunteer.user).count() == 2


def test_the_waiting_list_passes_over_someone_who_may_not_serve(session, someone, areas):
    duty = sign_up(session, (one := someone()), by=one.user)
    for _ in range(2):
        sign_up(session, (two := someone()), by=two.user)
    lapsed = make_duty(session, make_serving_volunteer(areas[VILLAGE], days=0), state=SeatState.WAITLISTED)
    valid = make_duty(session, someone(), state=SeatState.WAITLISTED)

    withdraw(duty, by=one.user)

    assert [fresh(lapsed).state, fresh(valid).state] == ["waitlisted", "confirmed"]


def test_within_a_day_a_withdrawal_is_late_and_the_next_is_asked_first(place, someone):
    session = in_hours(place, 20, volunteer_capacity=1)
    duty, waiting = (sign_up(session, (one := someone()), by=one.user) for _ in range(2))

    assert withdraw(duty, by=duty.volunteer.user).state == SeatState.LATE_CANCELLED
    assert (fresh(waiting).state, fresh(session).volunteers_taken) == (SeatState.OFFERED, 1)
    assert accept(waiting, by=waiting.volunteer.user).state == SeatState.CONFIRMED


def test_an_offer_that_has_run_out_goes_to_the_next(place, someone):
    session = in_hours(place, 20, volunteer_capacity=1)
    offered = make_duty(session, someone(), state=SeatState.OFFERED, offered_until=timezone.now())
    waiting = make_duty(session, someone(), state=SeatState.WAITLISTED)

    with pytest.raises(Denied) as refusal:
        accept(offered, by=offered.volunteer.user)
    release_expired(session)

    assert refusal.value.reason == SeatRefusal.OFFER_OVER
    assert [fresh(offered).state, fresh(waiting).state] == ["waitlisted", "offered"]


def test_the_worker_releases_offers_that_have_run_out_and_only_those(place, someone):
    session = in_hours(place, 20, volunteer_capacity=2)
    over = make_duty(session, someone(), state=SeatState.OFFERED, offered_until=timezone.now(), offers_lost=1)
    waiting = make_duty(session, someone(), state=SeatState.OFFERED, offered_until=at(3))

    assert [release_expired_offers(), release_expired_offers()] == [1, 0]
    assert [fresh(over).state, fresh(waiting).state] == ["cancelled", "offered"]


def test_a_withdrawal_that_leaves_too_few_adults_is_allowed_marked_and_told(place, village_officer, volunteer):
    session = in_hours(place, 0.9, staff=(village_officer,), created_by=village_officer)
    duty = make_duty(session, volunteer)
    assert start_denied_reason(session) is None

    withdraw(duty, by=volunteer.user)

    assert fresh(session).adults_missing is True
    assert start_denied_reason(fresh(session)) == AdultsRefusal.TOO_FEW_ADULTS
    assert village_officer.messages.filter(template="activities_adults_missing").count() == 2


def test_the_mark_goes_when_an_adult_joins(place, village_officer, volunteer, someone):
    session = make_session(place, staff=(village_officer,))
    withdraw(sign_up(session, volunteer, by=volunteer.user), by=volunteer.user)
    assert fresh(session).adults_missing is True

    sign_up(session, (other := someone()), by=other.user)
    assert fresh(session).adults_missing is False


def test_withdrawing_twice_or_after_the_start_is_refused(place, session, volunteer):
    duty = sign_up(session, volunteer, by=volunteer.user)
    withdraw(duty, by=volunteer.user)
    begun = make_duty(make_session(place, starts=at(-1)), volunteer)

    for gone, reason in ((duty, SeatRefusal.NOT_IN), (begun, CommonRefusal.PAST)):
        with pytest.raises(Denied) as refusal:
            withdraw(gone, by=volunteer.user)
        assert refusal.value.reason == reason


def test_nobody_withdraws_from_what_is_called_off_and_reads_that_it_is(place, volunteer):
    called_off = make_session(place, state=SessionState.CANCELLED, cancel_reason="台风")

    with pytest.raises(Denied) as refusal:
        withdraw(make_duty(called_off, volunteer), by=volunteer.user)
    assert refusal.value.reason == CommonRefusal.CANCELLED


def test_signing_up_again_after_withdrawing_is_a_new_row(session, volunteer):
    withdraw(sign_up(session, volunteer, by=volunteer.user), by=volunteer.user)
    sign_up(session, volunteer, by=volunteer.user)

    assert Duty.objects.unscoped("the test counts").count() == 2


def test_suspension_gives_up_what_is_to_come_and_keeps_what_was(place, session, volunteer, county_officer):
    coming = sign_up(session, volunteer, by=volunteer.user)
    past = make_duty(make_session(place, days=-1), volunteer)

    suspend(volunteer, by=county_officer, reason="正在核实")

    assert [fresh(coming).state, fresh(past).state] == ["cancelled", "confirmed"]
    assert Session.objects.unscoped("the test looks again").get(pk=session.pk).volunteers_taken == 0


def test_more_children_than_the_adults_there_may_have_marks_the_session(place, areas, village_officer, manager):
    session = make_session(place, staff=(village_officer, manager), age_from=5, child_capacity=12)
    make_enrolment(session, make_active_child(areas[VILLAGE]))
    session.children_taken = 11

    assert start_denied_reason(make_full(session)) == AdultsRefusal.RATIO


def make_full(session):
    session.starts = timezone.now()
    session.ends = session.starts + timedelta(hours=1)
    return session
