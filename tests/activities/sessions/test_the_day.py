"""Starting, calling the roll, completing, verifying and correcting hours."""

from datetime import timedelta

import pytest
from django.utils import timezone

from activities.adults.enums import AdultsRefusal
from activities.enums import CommonRefusal, Outcome, SessionState
from activities.hours.domain.crediting import correct_hours, total_minutes, verify_hours
from activities.hours.enums import HoursRefusal
from activities.models import HoursEntry
from activities.sessions.domain.the_day import call_roll, complete, start, start_denied_reason
from activities.sessions.enums import SessionRefusal
from portal.audit.models import AuditEvent
from tests.asking import fresh, refusal_of
from tests.conftest import VILLAGE
from tests.factories.activities import (
    at,
    came,
    make_duty,
    make_enrolment,
    make_hours,
    make_serving_volunteer,
    make_session,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def now_on(place, village_officer, manager):
    """A session that began half an hour ago."""
    return make_session(place, staff=(village_officer, manager), starts=timezone.now() - timedelta(minutes=30))


@pytest.fixture
def over(place, village_officer, manager):
    return make_session(place, staff=(village_officer, manager), days=-1, state=SessionState.COMPLETED)


@pytest.fixture
def credited(over, volunteer, supervisor):
    came(make_duty(over, volunteer))
    return verify_hours(over, by=supervisor)[0]


def test_it_starts_when_the_adults_are_there(now_on, manager):
    assert start(now_on, by=manager).state == SessionState.IN_PROGRESS


def test_it_does_not_start_days_before(session, manager):
    assert refusal_of(start, session, by=manager) == SessionRefusal.TOO_EARLY


def test_it_does_not_start_with_one_adult(place, village_officer):
    alone = make_session(place, staff=(village_officer,), starts=timezone.now())

    assert start_denied_reason(alone) == AdultsRefusal.TOO_FEW_ADULTS


def test_the_roll_marks_who_is_named_and_leaves_the_others_unknown(now_on, volunteer, child, manager):
    duty, enrolment = make_duty(now_on, volunteer), make_enrolment(now_on, child)

    assert call_roll(now_on, {enrolment.uuid: Outcome.PRESENT}, by=manager) == 1
    assert [fresh(duty).outcome, fresh(enrolment).outcome] == [Outcome.UNKNOWN, Outcome.PRESENT]


def test_saving_the_roll_again_changes_nothing(now_on, volunteer, manager):
    duty = make_duty(now_on, volunteer)
    marks = {duty.uuid: Outcome.EXCUSED}

    assert [call_roll(now_on, marks, by=manager), call_roll(now_on, marks, by=manager)] == [1, 0]
    assert AuditEvent.objects.filter(action="session.call_roll").count() == 1


def test_a_mark_for_someone_of_another_session_is_ignored(now_on, place, volunteer, manager):
    stranger = make_duty(make_session(place), volunteer)

    assert call_roll(now_on, {stranger.uuid: Outcome.PRESENT}, by=manager) == 0


def test_it_is_completed_after_its_end(place, now_on, manager):
    assert refusal_of(complete, start(now_on, by=manager), by=manager) == SessionRefusal.NOT_OVER

    ended = make_session(place, starts=timezone.now() - timedelta(hours=3), state=SessionState.IN_PROGRESS)
    assert complete(ended, by=manager).state == SessionState.COMPLETED


def test_hours_are_credited_to_those_present(over, areas, volunteer, supervisor):
    came(make_duty(over, volunteer))
    make_duty(over, make_serving_volunteer(areas[VILLAGE]), outcome=Outcome.ABSENT)

    entries = verify_hours(over, by=supervisor)

    assert [(entry.volunteer, entry.minutes, entry.verified_by) for entry in entries] == [(volunteer, 120, supervisor)]
    assert (fresh(over).state, total_minutes(volunteer)) == (SessionState.VERIFIED, 120)


def test_hours_wait_for_the_roll(over, volunteer, supervisor):
    make_duty(over, volunteer)

    assert refusal_of(verify_hours, over, by=supervisor) == HoursRefusal.ROLL_NOT_CALLED


def test_nobody_verifies_their_own_hours(over, areas, supervisor):
    came(make_duty(over, make_serving_volunteer(areas[VILLAGE], supervisor)))

    assert refusal_of(verify_hours, over, by=supervisor) == HoursRefusal.OWN_HOURS


def test_a_centre_manager_does_not_verify(over, manager):
    assert refusal_of(verify_hours, over, by=manager) == CommonRefusal.NOT_YOURS


def test_time_credited_elsewhere_is_not_credited_twice(place, over, volunteer, supervisor):
    other = make_session(place, starts=over.starts + timedelta(hours=1), state=SessionState.VERIFIED)
    make_hours(came(make_duty(other, volunteer)), supervisor)
    came(make_duty(over, volunteer))

    assert [entry.minutes for entry in verify_hours(over, by=supervisor)] == [60]
    assert total_minutes(volunteer) == 180


def test_a_correction_is_a_new_entry(over, volunteer, supervisor):
    duty = came(make_duty(over, volunteer))
    verify_hours(over, by=supervisor)

    correct_hours(duty, minutes=90, reason="提前离开", by=supervisor)
    correct_hours(duty, minutes=100, reason="记错了", by=supervisor)

    rows = HoursEntry.objects.unscoped("the test looks").order_by("pk").values_list("kind", "minutes")
    assert list(rows) == [("credit", 120), ("correction", -30), ("correction", 10)]
    assert total_minutes(volunteer) == 100
    assert volunteer.user.messages.filter(template="activities_hours_corrected").count() == 4


@pytest.mark.parametrize(
    ("minutes", "reason", "refusal"),
    [
        (121, "多记", HoursRefusal.TOO_MANY_MINUTES),
        (-1, "多记", HoursRefusal.TOO_MANY_MINUTES),
        (120, "没变", HoursRefusal.NOTHING_TO_CORRECT),
        (60, " ", HoursRefusal.WHY_MISSING),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(credited, minutes, reason, refusal):
    correction = {"minutes": minutes, "reason": reason, "by": credited.verified_by}

    assert refusal_of(correct_hours, credited.duty, **correction) == refusal


def test_the_roll_of_a_past_day_can_still_be_called(place, manager, volunteer):
    yesterday = make_session(place, starts=at(-1), state=SessionState.COMPLETED)

    assert call_roll(yesterday, {make_duty(yesterday, volunteer).uuid: Outcome.ABSENT}, by=manager) == 1
