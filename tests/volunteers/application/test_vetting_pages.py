"""Taking a step from the desk: one click or a small form, once."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.audit.models import AuditEvent
from portal.audit.reveal import reason_of
from tests.factories.volunteers import make_vetted, make_volunteer
from volunteers.application.enums import VettingKind, VettingOutcome, VolunteerRefusal, VolunteerState
from volunteers.application.models import VettingStep

TODAY = timezone.localdate()


def url(volunteer, rest=""):
    return f"/desk/volunteers/{volunteer.uuid}/{rest}"


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def browser(county_officer, sign_in):
    return sign_in(county_officer)


def test_an_application_is_taken_up_with_one_click(browser, township):
    volunteer = make_volunteer(township)

    assert browser.post(url(volunteer, "start_screening/")).url == url(volunteer)

    volunteer.refresh_from_db()
    assert volunteer.state == VolunteerState.SCREENING


def test_opening_the_address_of_a_step_changes_nothing(browser, township):
    volunteer = make_volunteer(township)

    assert browser.get(url(volunteer, "start_screening/")).url == url(volunteer)

    volunteer.refresh_from_db()
    assert volunteer.state == VolunteerState.SUBMITTED


def test_a_second_click_says_that_it_has_moved_on(browser, township):
    volunteer = make_volunteer(township)
    browser.post(url(volunteer, "start_screening/"))

    response = browser.post(url(volunteer, "start_screening/"), follow=True)

    assert VolunteerRefusal.MOVED_ON.label in messages_of(response)
    assert AuditEvent.objects.filter(action="volunteer.screening_started").count() == 1


def test_an_approval_that_lacks_something_is_refused_with_the_reason(browser, township):
    volunteer = make_volunteer(township, VolunteerState.TRAINING)

    response = browser.post(url(volunteer, "approve/"), follow=True)

    assert messages_of(response) == [VolunteerRefusal.CHECK_MISSING.label]


def test_a_complete_one_is_approved_and_can_start(browser, township):
    volunteer = make_vetted(township, VolunteerState.TRAINING)

    browser.post(url(volunteer, "approve/"))

    volunteer.refresh_from_db()
    assert (volunteer.state, len(volunteer.number)) == (VolunteerState.ACTIVE, 7)


@pytest.mark.parametrize(
    ("at", "place", "bad"),
    [
        ("", "民政局", ["at"]),
        ("2020-01-01T09:00", "民政局", ["at"]),
        ("soon", "民政局", ["at"]),
        ("2099-01-01T09:00", "", ["place"]),
        ("2099-01-01T09:00", "长" * 81, ["place"]),
    ],
)
def test_an_interview_needs_a_time_to_come_and_a_place(at, place, bad, browser, township):
    volunteer = make_volunteer(township, VolunteerState.SCREENING)

    response = browser.post(url(volunteer, "invite_to_interview/"), {"at": at, "place": place})

    assert list(response.context["form"].errors) == bad


def test_an_invitation_stands_on_the_applicants_page(browser, township, sign_in):
    volunteer = make_volunteer(township, VolunteerState.SCREENING)

    browser.post(url(volunteer, "invite_to_interview/"), {"at": "2099-01-05T09:30", "place": "县民政局<b>203"})

    content = sign_in(volunteer.user).get("/volunteer/").content.decode()
    assert "2099年1月5日（周一）9:30" in content
    assert "县民政局&lt;b&gt;203" in content


def test_a_reason_is_needed_and_is_kept_for_vetting_officers(browser, township, sign_in):
    volunteer = make_volunteer(township, VolunteerState.SCREENING)

    assert browser.post(url(volunteer, "reject/"), {"reason": " "}).status_code == 200
    browser.post(url(volunteer, "reject/"), {"reason": "推荐人联系不上"})

    volunteer.refresh_from_db()
    assert (volunteer.state, volunteer.state_note) == (VolunteerState.REJECTED, "推荐人联系不上")
    assert "推荐人联系不上" not in sign_in(volunteer.user).get("/volunteer/").content.decode()
    assert "推荐人联系不上" in browser.get(url(volunteer)).content.decode()


def test_a_record_check_is_recorded(browser, township, county_officer):
    volunteer = make_volunteer(township, VolunteerState.SCREENING)
    data = {"outcome": "clear", "done_on": TODAY.isoformat(), "valid_until": (TODAY + timedelta(days=200)).isoformat()}

    assert browser.post(url(volunteer, "checks/record_check/"), data).url == url(volunteer)

    kept = VettingStep.objects.get()
    assert (kept.kind, kept.outcome, kept.done_by) == (VettingKind.RECORD_CHECK, VettingOutcome.CLEAR, county_officer)
    assert kept.valid_until == TODAY + timedelta(days=200)


@pytest.mark.parametrize(
    ("changed", "bad"),
    [
        ({"valid_until": ""}, {"valid_until": VolunteerRefusal.CHECK_ENDLESS}),
        ({"valid_until": (TODAY + timedelta(days=367)).isoformat()}, {"valid_until": VolunteerRefusal.CHECK_TOO_LONG}),
        ({"valid_until": (TODAY - timedelta(days=1)).isoformat()}, {"valid_until": VolunteerRefusal.ENDS_TOO_EARLY}),
        ({"done_on": (TODAY + timedelta(days=1)).isoformat()}, {"done_on": VolunteerRefusal.DONE_IN_FUTURE}),
    ],
)
def test_a_wrong_record_check_says_what_is_wrong_beside_the_field(changed, bad, browser, township):
    volunteer = make_volunteer(township, VolunteerState.SCREENING)
    data = {"outcome": "clear", "done_on": TODAY.isoformat(), "valid_until": TODAY.isoformat(), **changed}

    response = browser.post(url(volunteer, "checks/record_check/"), data)

    assert response.context["form"].errors == {name: [reason.label] for name, reason in bad.items()}
    assert not VettingStep.objects.exists()


def test_unknown_steps_and_checks_are_404(browser, township):
    volunteer = make_volunteer(township)

    for rest in ("explode/", "checks/horoscope/"):
        assert browser.get(url(volunteer, rest)).status_code == 404


def test_a_check_of_a_finished_application_is_refused(browser, township):
    volunteer = make_volunteer(township, VolunteerState.REJECTED)

    response = browser.get(url(volunteer, "checks/interview/"), follow=True)

    assert messages_of(response) == [VolunteerRefusal.MOVED_ON.label]


def signed_in_again(browser, seconds_ago=0):
    """As after proving again who one is."""
    session = browser.session
    again = {"method": "mfa", "at": time.time() - seconds_ago, "type": "totp", "reauthenticated": True}
    session["account_authentication_methods"] = [again]
    session.save()


def test_the_id_number_is_shown_for_a_reason_and_logged(browser, township):
    volunteer = make_volunteer(township)
    signed_in_again(browser)

    assert volunteer.id_number not in browser.get(url(volunteer, "id-number/")).content.decode()
    assert browser.post(url(volunteer, "id-number/"), {"reason": "短"}).context["revealed"] == ""
    shown = browser.post(url(volunteer, "id-number/"), {"reason": "去公安机关查询"})

    event = AuditEvent.objects.get(action="field.revealed")
    assert volunteer.id_number in shown.content.decode()
    assert reason_of(event) == "去公安机关查询"
    assert shown["Cache-Control"] == "private, no-store"


def test_seeing_the_id_number_asks_for_a_fresh_sign_in(browser, township):
    volunteer = make_volunteer(township)
    signed_in_again(browser, seconds_ago=3600)

    response = browser.get(url(volunteer, "id-number/"))

    assert response.status_code == 302
    assert response.url.startswith("/accounts/")
    assert not AuditEvent.objects.filter(action="field.revealed").exists()
