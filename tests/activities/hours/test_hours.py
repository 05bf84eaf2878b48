"""Credited is the net of all entries, each minute once over all sessions of a person."""

from datetime import timedelta

import pytest
from django.urls import reverse

from activities.enums import CommonRefusal, HoursKind, Outcome, SessionState
from activities.hours.domain.crediting import correct_hours, total_minutes, verify_hours
from activities.hours.enums import HoursRefusal
from activities.models import HoursEntry, Session
from tests.asking import refusal_of
from tests.conftest import VILLAGE
from tests.factories.activities import came, make_duty, make_place, make_serving_volunteer, make_session
from volunteers.application.enums import VolunteerState

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def over(place):
    """Yesterday, 14:00 to 16:00."""
    return make_session(place, days=-1, state=SessionState.COMPLETED)


@pytest.fixture
def beside(areas, over):
    """Makes a session at another place at the same time, moved by so many minutes."""

    def make(minutes, lasts=120):
        starts = over.starts + timedelta(minutes=minutes)
        ends = starts + timedelta(minutes=lasts)
        return make_session(make_place(areas[VILLAGE]), starts=starts, ends=ends, state=SessionState.COMPLETED)

    return make


def verified(session, volunteer, by):
    duty = came(make_duty(session, volunteer))
    verify_hours(session, by=by)
    return duty


def entries_of(duty):
    rows = HoursEntry.objects.unscoped("the test looks").filter(duty=duty).order_by("pk")
    return list(rows.values_list("kind", "minutes"))


@pytest.mark.parametrize(("moved", "credited"), [(120, 120), (90, 90), (30, 30), (0, 0), (-60, 60)])
def test_overlap_costs_only_the_overlap(over, beside, volunteer, supervisor, moved, credited):
    verified(over, volunteer, supervisor)

    duty = verified(beside(moved), volunteer, supervisor)

    assert sum(minutes for _kind, minutes in entries_of(duty)) == credited
    assert total_minutes(volunteer) == 120 + credited


def test_what_another_session_interrupts_is_credited_in_pieces(over, beside, volunteer, supervisor):
    verified(beside(30, lasts=15), volunteer, supervisor)

    duty = verified(over, volunteer, supervisor)

    assert entries_of(duty) == [(HoursKind.CREDIT, 30), (HoursKind.CREDIT, 75)]
    assert volunteer.user.messages.filter(template="activities_hours_verified", context__minutes=105).count() == 2


def test_time_taken_back_elsewhere_is_credited_here(over, beside, volunteer, supervisor):
    taken_back = verified(beside(60), volunteer, supervisor)
    correct_hours(taken_back, minutes=0, reason="没有来", by=supervisor)

    duty = verified(over, volunteer, supervisor)

    assert entries_of(duty) == [(HoursKind.CREDIT, 60), (HoursKind.CORRECTION, 60)]
    assert total_minutes(volunteer) == 120


def test_minutes_that_may_lie_in_both_count_once(over, beside, volunteer, supervisor):
    shortened = verified(beside(60), volunteer, supervisor)
    correct_hours(shortened, minutes=30, reason="晚到", by=supervisor)

    duty = verified(over, volunteer, supervisor)

    assert sum(minutes for _kind, minutes in entries_of(duty)) == 90


def test_a_correction_needs_no_entry_to_correct(over, areas, volunteer, supervisor):
    duty = make_duty(over, volunteer, outcome=Outcome.ABSENT)
    verify_hours(over, by=supervisor)

    correct_hours(duty, minutes=45, reason="点名漏了", by=supervisor)

    assert entries_of(duty) == [(HoursKind.CORRECTION, 45)]
    assert total_minutes(volunteer) == 45


def test_a_correction_credits_no_minute_of_another_session(over, beside, volunteer, supervisor):
    verified(beside(60), volunteer, supervisor)
    duty = verified(over, volunteer, supervisor)

    assert refusal_of(correct_hours, duty, minutes=61, reason="多记", by=supervisor) == HoursRefusal.CREDITED_ELSEWHERE
    assert correct_hours(duty, minutes=50, reason="早走", by=supervisor).minutes == -10


def test_nothing_is_corrected_before_the_hours_are_verified(over, volunteer, supervisor):
    duty = came(make_duty(over, volunteer))

    assert refusal_of(correct_hours, duty, minutes=45, reason="点名漏了", by=supervisor) == CommonRefusal.WRONG_STATE


def test_each_minute_counts_once_over_all_engagements_of_a_person(areas, over, beside, volunteer, supervisor):
    verified(over, volunteer, supervisor)
    volunteer.state = VolunteerState.ENDED
    volunteer.save(update_fields=["state"])
    again = make_serving_volunteer(areas[VILLAGE], id_number=volunteer.id_number)

    duty = verified(beside(90), again, supervisor)

    assert entries_of(duty) == [(HoursKind.CREDIT, 90)]


def test_whoever_was_credited_nothing_stands_on_the_page_and_is_credited_there(sign_in, over, volunteer, supervisor):
    duty = make_duty(over, volunteer, outcome=Outcome.ABSENT)
    browser, page = sign_in(supervisor), reverse("activities:desk_hours", args=[over.uuid])
    browser.post(page)

    assert [(line["duty"], line["net"]) for line in browser.get(page).context["lines"]] == [(duty, 0)]
    correct, prefix = reverse("activities:desk_hours_correct", args=[over.uuid, duty.uuid]), duty.uuid.hex[:8]
    browser.post(correct, {f"{prefix}-minutes": "45", f"{prefix}-reason": "点名漏了"})
    assert [line["net"] for line in browser.get(page).context["lines"]] == [45]


def test_sessions_corrected_to_nothing_are_no_experience(place, areas, volunteer, supervisor):
    from activities.adults.domain.counting import _experienced

    for days in (-3, -4, -5):
        duty = verified(make_session(place, days=days, state=SessionState.COMPLETED), volunteer, supervisor)
    assert _experienced([volunteer.pk]) == {volunteer.pk}

    correct_hours(duty, minutes=0, reason="没有来", by=supervisor)

    assert Session.objects.unscoped("test").filter(state=SessionState.VERIFIED).count() == 3
    assert _experienced([volunteer.pk]) == set()
