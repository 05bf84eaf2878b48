"""Pausing, going on, ending, withdrawing; and what the other apps are told in the same transaction."""

from __future__ import annotations

import pytest
from django.utils import timezone
from django.utils.translation import override

from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from portal.notify.models import Message
from portal.registry import Registry
from tests.factories.volunteers import make_active_volunteer, make_vetted, make_vetting, make_volunteer
from volunteers.application.actions import VolunteerAction
from volunteers.application.domain import applying, lifecycle
from volunteers.application.domain.history import CHANGES
from volunteers.application.domain.standing import Standing, serve_denied_reason
from volunteers.application.domain.vetting import a_year_after, record_vetting
from volunteers.application.enums import IN_REVIEW, VettingKind, VettingOutcome, VolunteerRefusal, VolunteerState
from volunteers.application.models import Volunteer

TODAY = timezone.localdate()
LEAVING = [("suspend", VolunteerState.SUSPENDED), ("end", VolunteerState.ENDED)]


@pytest.fixture
def told(monkeypatch):
    """What the hooks were called with."""
    calls = []
    monkeypatch.setattr(lifecycle, "DEPENDENTS", Registry())
    lifecycle.DEPENDENTS.add(
        lifecycle.Dependent(lambda volunteer, *, by, reason: calls.append((volunteer.pk, by, reason)))
    )
    return calls


@pytest.mark.parametrize(("verb", "after"), LEAVING)
def test_leaving_is_audited_told_and_reaches_the_other_apps(verb, after, township, county_officer, told):
    volunteer = make_active_volunteer(township)

    getattr(lifecycle, verb)(volunteer, by=county_officer, reason="演示原因")

    volunteer.refresh_from_db()
    assert (volunteer.state, volunteer.state_note) == (after, "演示原因")
    assert told == [(volunteer.pk, county_officer, str(after))]
    assert AuditEvent.objects.get().detail == {"before": "active", "after": str(after)}
    assert Message.objects.filter(recipient=volunteer.user, channel="in_site").count() == 1


@pytest.mark.parametrize(("verb", "after"), LEAVING)
def test_a_hook_that_fails_stops_the_whole_change(verb, after, township, county_officer, monkeypatch):
    def broken(volunteer, *, by, reason):
        raise RuntimeError

    monkeypatch.setattr(lifecycle, "DEPENDENTS", [lifecycle.Dependent(broken)])
    volunteer = make_active_volunteer(township)

    with pytest.raises(RuntimeError):
        getattr(lifecycle, verb)(volunteer, by=county_officer, reason="演示原因")

    volunteer.refresh_from_db()
    assert volunteer.state == VolunteerState.ACTIVE
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("verb", ["suspend", "end"])
def test_leaving_needs_a_reason_and_a_vetting_officer(verb, township, supervisor, county_officer, told):
    volunteer = make_active_volunteer(township)

    for by, reason, refusal in (
        (county_officer, "  ", VolunteerRefusal.REASON_MISSING),
        (supervisor, "演示", VolunteerRefusal.NOT_COUNTY),
        (volunteer.user, "演示", VolunteerRefusal.NOT_COUNTY),
    ):
        with pytest.raises(Denied) as caught:
            getattr(lifecycle, verb)(volunteer, by=by, reason=reason)
        assert caught.value.reason == refusal
    assert told == []


def test_an_application_that_is_not_active_is_neither_paused_nor_ended(township, county_officer):
    for state in IN_REVIEW:
        volunteer = make_volunteer(township, state)
        assert lifecycle.suspend_denied_reason(volunteer, county_officer) == VolunteerRefusal.MOVED_ON
        assert lifecycle.end_denied_reason(volunteer, county_officer) == VolunteerRefusal.MOVED_ON


def test_who_was_paused_goes_on_when_everything_holds_again(township, county_officer):
    volunteer = make_vetted(township, VolunteerState.SUSPENDED, state_note="演示")

    back = lifecycle.reinstate(volunteer, by=county_officer)

    assert (back.state, back.state_note) == (VolunteerState.ACTIVE, "")


def test_each_change_tells_the_volunteer_once_more(township, county_officer):
    volunteer = make_vetted(township, VolunteerState.ACTIVE)
    for _time in range(2):
        lifecycle.suspend(volunteer, by=county_officer, reason="演示")
        lifecycle.reinstate(volunteer, by=county_officer)

    told = volunteer.user.messages.filter(channel="in_site").order_by("pk").values_list("template", flat=True)
    assert list(told) == ["volunteer_suspended", "volunteer_reinstated"] * 2


def test_each_step_of_the_history_has_a_word_of_its_own():
    with override("en"):
        words = {action: str(word) for action, word in CHANGES.items()}
    assert (len(set(words.values())), words[VolunteerAction.REINSTATED]) == (len(CHANGES), "Resumed")


def test_nobody_goes_on_with_a_check_that_was_not_passed(township, county_officer):
    volunteer = make_vetted(township, VolunteerState.SUSPENDED)
    make_vetting(volunteer, outcome=VettingOutcome.NOT_CLEAR, done_on=TODAY)

    with pytest.raises(Denied) as caught:
        lifecycle.reinstate(volunteer, by=county_officer)

    assert caught.value.reason == VolunteerRefusal.CHECK_NOT_CLEAR


def test_a_record_check_that_is_not_passed_pauses_at_once(township, county_officer, told):
    volunteer = make_active_volunteer(township)

    record_vetting(
        volunteer,
        by=county_officer,
        kind=VettingKind.RECORD_CHECK,
        outcome=VettingOutcome.NOT_CLEAR,
        done_on=TODAY,
        valid_until=a_year_after(TODAY),
    )

    volunteer.refresh_from_db()
    assert volunteer.state == VolunteerState.SUSPENDED
    assert told == [(volunteer.pk, county_officer, "suspended")]


def test_a_lapse_counts_the_day_after_the_check_ends(township):
    volunteer = make_active_volunteer(township)
    end = volunteer.vetting.get(kind=VettingKind.RECORD_CHECK).valid_until

    assert serve_denied_reason(volunteer, on=end) is None
    assert serve_denied_reason(volunteer, on=end + timezone.timedelta(days=1)) == Standing.CHECK_LAPSED


@pytest.mark.parametrize("state", [VolunteerState.DRAFT, *IN_REVIEW])
def test_the_applicant_may_withdraw_until_the_work_begins(state, township):
    volunteer = make_volunteer(township, state)

    assert applying.withdraw(volunteer, by=volunteer.user).state == VolunteerState.WITHDRAWN


@pytest.mark.parametrize("state", [VolunteerState.ACTIVE, VolunteerState.SUSPENDED, VolunteerState.REJECTED])
def test_afterwards_it_is_the_office_that_ends_it(state, township):
    volunteer = make_volunteer(township, state)

    with pytest.raises(Denied) as caught:
        applying.withdraw(volunteer, by=volunteer.user)

    assert caught.value.reason == VolunteerRefusal.MOVED_ON


@pytest.mark.parametrize("verb", ["withdraw", "submit"])
def test_only_the_applicant_withdraws_and_sends(verb, township, county_officer):
    volunteer = make_volunteer(township, VolunteerState.DRAFT)

    with pytest.raises(Denied) as caught:
        getattr(applying, verb)(volunteer, by=county_officer)

    assert caught.value.reason == VolunteerRefusal.NOT_YOURS


def test_an_answer_takes_screening_up_again(township):
    volunteer = make_volunteer(township, VolunteerState.INFO_REQUESTED, info_wanted="哪一年？")

    answered = applying.answer_info(volunteer, by=volunteer.user, answer="2019年")

    assert (answered.state, answered.info_answer) == (VolunteerState.SCREENING, "2019年")


def test_a_withdrawn_application_keeps_what_was_sent(township):
    volunteer = make_volunteer(township, VolunteerState.SCREENING)

    applying.withdraw(volunteer, by=volunteer.user)

    assert Volunteer.objects.unscoped("test").get().real_name == volunteer.real_name


@pytest.mark.parametrize("kind", sorted(VettingKind))
def test_whatever_was_not_passed_pauses_at_once(kind, township, county_officer):
    """A failed talk or training goes on as little as a failed record check."""
    volunteer = make_active_volunteer(township)

    record_vetting(
        volunteer,
        by=county_officer,
        kind=VettingKind(kind),
        outcome=VettingOutcome.NOT_CLEAR,
        done_on=TODAY,
        valid_until=TODAY if kind == VettingKind.RECORD_CHECK else None,
    )

    volunteer.refresh_from_db()
    assert volunteer.state == VolunteerState.SUSPENDED
    assert lifecycle.reinstate_denied_reason(volunteer, county_officer) is not None
