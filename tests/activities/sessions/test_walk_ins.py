"""Who came without having signed up is written down, with the rules that keep children safe."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from activities.adults.enums import AdultsRefusal
from activities.enums import Beyond, CommonRefusal, Outcome, SeatState, SessionState
from activities.hours.domain.crediting import verify_hours
from activities.models import Duty, Enrolment, Session
from activities.seats.domain.waitlist import promote
from activities.seats.enums import SeatRefusal
from activities.sessions.domain.publishing import cancel
from activities.sessions.domain.the_day import call_roll, complete, start
from activities.sessions.domain.walkins import child_came, volunteer_came
from activities.sessions.enums import SessionRefusal
from children.ledger.enums import ChildState
from portal.audit.models import AuditEvent
from tests.asking import refusal_of
from tests.conftest import OTHER_VILLAGE, VILLAGE
from tests.factories.activities import (
    make_active_child,
    make_duty,
    make_enrolment,
    make_place,
    make_serving_volunteer,
    make_session,
)
from volunteers.application.enums import VolunteerState

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def now(record):
    return type(record).objects.unscoped("the test looks again").get(pk=record.pk)


@pytest.fixture
def now_on(place, village_officer, manager):
    starts = timezone.now() - timedelta(minutes=30)
    return make_session(place, staff=(village_officer, manager), starts=starts, child_capacity=2)


@pytest.fixture
def door(sign_in, manager, now_on):
    """The centre manager's phone at the door."""
    browser, address = sign_in(manager), reverse("activities:walk_in", args=[now_on.uuid])
    return lambda **typed: browser.post(address, typed)


def test_a_child_who_came_is_there_and_takes_a_place(now_on, child, manager):
    seat = child_came(now_on, child, by=manager)

    assert (seat.state, seat.walk_in, seat.beyond, seat.outcome) == ("confirmed", True, "", "present")
    assert (now(now_on).children_taken, seat.marked_by) == (1, manager)
    assert AuditEvent.objects.filter(action="enrolment.walk_in").count() == 1


@pytest.mark.parametrize("state", [SessionState.PUBLISHED, SessionState.CLOSED, SessionState.IN_PROGRESS])
def test_once_it_has_begun_in_whatever_state_it_stands(place, child, manager, state):
    begun = make_session(place, starts=timezone.now() - timedelta(minutes=30), state=state)

    assert child_came(begun, child, by=manager).outcome == Outcome.PRESENT


def test_at_the_roll_call_after_it_took_place_too(place, child, manager):
    assert child_came(make_session(place, days=-1, state=SessionState.COMPLETED), child, by=manager).walk_in


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"days": 2}, SessionRefusal.TOO_EARLY),
        ({"days": -1, "state": SessionState.VERIFIED}, CommonRefusal.WRONG_STATE),
        ({"days": -1, "state": SessionState.CANCELLED, "cancel_reason": "台风"}, CommonRefusal.CANCELLED),
    ],
)
def test_not_before_and_not_after(place, child, volunteer, manager, given, reason):
    session = make_session(place, **given)

    assert refusal_of(child_came, session, child, by=manager) == reason
    assert refusal_of(volunteer_came, session, volunteer.number, by=manager) == reason


def test_beyond_the_places_with_a_reason_and_not_counted(now_on, areas, child, manager):
    for _ in range(2):
        make_enrolment(now_on, make_active_child(areas[VILLAGE]))

    assert refusal_of(child_came, now_on, child, by=manager) == SessionRefusal.WHY_BEYOND
    seat = child_came(now_on, child, by=manager, beyond=Beyond.NOBODY_HOME)

    assert (seat.state, seat.beyond, now(now_on).children_taken) == ("confirmed", "nobody_home", 2)


def test_one_child_too_many_for_the_adults_is_written_down_and_marks_the_session(place, areas, child, manager):
    full = make_session(
        place, starts=timezone.now(), state=SessionState.IN_PROGRESS, age_from=5, age_to=12, child_capacity=10
    )
    full.staff.add(manager)
    make_duty(full, make_serving_volunteer(areas[VILLAGE]))
    for _ in range(10):
        make_enrolment(full, make_active_child(areas[VILLAGE]))
    full.save()

    child_came(full, child, by=manager, beyond=Beyond.SIBLING)

    assert now(full).adults_missing


def test_of_another_age_with_a_reason(now_on, areas, manager):
    grown = make_active_child(areas[VILLAGE], birth_year=timezone.localdate().year - 15)

    assert refusal_of(child_came, now_on, grown, by=manager) == SessionRefusal.WHY_BEYOND
    assert child_came(now_on, grown, by=manager, beyond=Beyond.SIBLING).state == SeatState.CONFIRMED


def test_under_eight_it_is_written_down_who_collects_the_child(now_on, areas, manager):
    small = make_active_child(areas[VILLAGE], birth_year=timezone.localdate().year - 7)

    assert refusal_of(child_came, now_on, small, by=manager) == SeatRefusal.COLLECTOR_MISSING
    assert now(child_came(now_on, small, by=manager, collected_by="外婆")).collected_by == "外婆"


def test_a_child_on_the_waiting_list_keeps_its_row(now_on, child, manager):
    waiting = make_enrolment(now_on, child, state=SeatState.WAITLISTED)

    assert child_came(now_on, child, by=manager).pk == waiting.pk
    assert now(waiting).state == SeatState.CONFIRMED


def test_not_twice_and_not_in_two_places(place, now_on, child, manager):
    other = make_session(make_place(place.area), starts=now_on.starts)
    seat = make_enrolment(other, child)

    assert refusal_of(child_came, now_on, child, by=manager) == SeatRefusal.OVERLAP
    Enrolment.objects.unscoped("the test").filter(pk=seat.pk).update(outcome=Outcome.ABSENT)
    child_came(now_on, child, by=manager)
    assert refusal_of(child_came, now_on, child, by=manager) == SeatRefusal.ALREADY_IN


def test_a_volunteer_who_came_counts_gets_hours_and_may_exceed_the_plan(place, areas, volunteer, manager, supervisor):
    held = make_session(place, days=-1, state=SessionState.COMPLETED, volunteer_capacity=0)

    duty = volunteer_came(held, volunteer.number, by=manager)

    assert (duty.outcome, duty.beyond, now(held).volunteers_taken) == ("present", "more_adults", 0)
    assert [entry.volunteer for entry in verify_hours(held, by=supervisor)] == [volunteer]


def test_a_volunteer_makes_up_for_a_missing_adult(place, village_officer, volunteer, manager):
    alone = make_session(place, staff=(village_officer,), starts=timezone.now())
    assert refusal_of(start, alone, by=manager) == AdultsRefusal.TOO_FEW_ADULTS

    volunteer_came(alone, volunteer.number, by=manager)

    assert start(alone, by=manager).state == SessionState.IN_PROGRESS


def test_whoever_may_not_be_with_children_is_not_written_down_and_no_word_says_why(now_on, areas, manager):
    lapsed = make_serving_volunteer(areas[VILLAGE], days=-2)
    paused = make_serving_volunteer(areas[VILLAGE])
    paused.state = VolunteerState.SUSPENDED
    paused.save()
    off = make_serving_volunteer(areas[VILLAGE])
    off.user.is_active = False
    off.user.save()

    found = [refusal_of(volunteer_came, now_on, one.number, by=manager) for one in (lapsed, paused, off)]

    assert [*found, refusal_of(volunteer_came, now_on, "V00000000", by=manager)] == [
        SessionRefusal.NOT_WITH_CHILDREN
    ] * 4
    assert not Duty.objects.unscoped("the test counts").exists()


def test_nobody_writes_down_themselves(now_on, areas, village_officer):
    own = make_serving_volunteer(areas[VILLAGE], village_officer)

    assert refusal_of(volunteer_came, now_on, own.number, by=village_officer) == SessionRefusal.OWN_WALK_IN


def test_a_centre_manager_finds_a_child_by_its_case_number_alone(door, now_on, areas, child):
    elsewhere = make_active_child(areas[OTHER_VILLAGE])
    draft = make_active_child(areas[VILLAGE], state=ChildState.DRAFT)

    for typed in (child.called_name, elsewhere.case_number, draft.case_number):
        assert str(SessionRefusal.NO_SUCH_CHILD.label) in door(child=typed).content.decode()
    assert door(child=child.case_number).status_code == 302
    assert [seat.child for seat in Enrolment.objects.unscoped("the test looks")] == [child]


def test_what_was_typed_stays_and_the_error_stands_beside_the_field(door, now_on, areas):
    small = make_active_child(areas[VILLAGE], birth_year=timezone.localdate().year - 7)

    page = door(child=small.case_number, beyond="sibling").content.decode()

    assert f'value="{small.case_number}"' in page
    assert page.count(str(SeatRefusal.COLLECTOR_MISSING.label)) == 2  # at the top and beside the field
    assert '<option value="sibling" selected>' in page


def test_full_width_digits_are_digits(door, child):
    typed = child.case_number.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})

    assert door(child=typed).status_code == 302


def test_an_officer_may_type_what_the_child_is_called(now_on, child, sign_in, village_officer):
    address = reverse("activities:walk_in", args=[now_on.uuid])

    assert sign_in(village_officer).post(address, {"child": "小雨"}).status_code == 302


def test_the_roll_leads_to_it(now_on, sign_in, manager):
    page = sign_in(manager).get(reverse("activities:rollcall", args=[now_on.uuid])).content.decode()

    assert page.count(reverse("activities:walk_in", args=[now_on.uuid])) == 1


def test_a_session_nobody_started_is_closed_afterwards_and_that_stands_in_the_log(place, child, manager):
    forgotten = make_session(place, days=-1)
    seat = make_enrolment(forgotten, child)

    call_roll(forgotten, {seat.uuid: Outcome.PRESENT}, by=manager)
    assert complete(forgotten, by=manager).state == SessionState.COMPLETED

    assert AuditEvent.objects.get(action="session.complete").detail["started"] is False


def test_one_that_did_not_take_place_is_cancelled_afterwards(place, manager):
    assert cancel(make_session(place, days=-1), reason="停电", by=manager).state == SessionState.CANCELLED
    assert Session.objects.unscoped("the test").get().cancel_reason == "停电"


class TestWhoWaitsForAnotherSession:
    """Whoever waits somewhere may walk in elsewhere; the place that becomes free there is then for the next in line."""

    @pytest.fixture
    def later(self, place, now_on):
        return make_session(place, starts=now_on.ends - timedelta(minutes=30), child_capacity=1, volunteer_capacity=1)

    def test_gets_no_place_there_at_the_same_hours(self, now_on, later, child, volunteer, manager):
        waiting = [make_duty(later, volunteer, state="waitlisted"), make_enrolment(later, child, state="waitlisted")]
        volunteer_came(now_on, volunteer.number, by=manager)
        child_came(now_on, child, by=manager)

        promote(later)

        assert [now(seat).state for seat in waiting] == [SeatState.WAITLISTED] * 2

    def test_gets_it_when_they_were_found_missing(self, now_on, later, child, manager):
        waiting = make_enrolment(later, child, state="waitlisted")
        here = child_came(now_on, child, by=manager)
        Enrolment.objects.unscoped("test").filter(pk=here.pk).update(outcome=Outcome.ABSENT)

        promote(later)

        assert now(waiting).state == SeatState.CONFIRMED
