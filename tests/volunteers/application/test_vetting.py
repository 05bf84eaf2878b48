"""What the county's vetting officers do, step by step, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.accounts.enums import Role
from portal.accounts.models import Assignment
from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from portal.notify.models import Message
from tests.factories.volunteers import make_vetted, make_vetting, make_volunteer
from volunteers.application.domain import vetting
from volunteers.application.domain.moving import may_denied_reason
from volunteers.application.enums import VettingKind, VettingOutcome, VolunteerRefusal, VolunteerState
from volunteers.application.models import VettingStep, Volunteer
from volunteers.application.transitions import SCREEN, VOLUNTEER

TODAY = timezone.localdate()


def step(verb, volunteer, by):
    """One call of each verb with good arguments."""
    arguments = {
        "request_info": {"wanted": "请补充工作证明"},
        "invite_to_interview": {"at": timezone.now() + timedelta(days=1), "place": "县民政局二楼"},
        "reject": {"reason": "不合适"},
        "record_vetting": {
            "kind": VettingKind.INTERVIEW,
            "outcome": VettingOutcome.CLEAR,
            "done_on": TODAY,
        },
    }
    return getattr(vetting, verb)(volunteer, by=by, **arguments.get(verb, {}))


STEPS = [
    ("start_screening", VolunteerState.SUBMITTED, VolunteerState.SCREENING, "screening_started"),
    ("request_info", VolunteerState.SCREENING, VolunteerState.INFO_REQUESTED, "info_requested"),
    ("invite_to_interview", VolunteerState.SCREENING, VolunteerState.INTERVIEW, "invited"),
    ("send_to_training", VolunteerState.INTERVIEW, VolunteerState.TRAINING, "training"),
    ("activate", VolunteerState.APPROVED, VolunteerState.ACTIVE, "activated"),
    ("reject", VolunteerState.SCREENING, VolunteerState.REJECTED, "rejected"),
]


@pytest.mark.parametrize("arrow", STEPS)
def test_a_step_moves_on_is_audited_and_told_to_the_volunteer(arrow, township, county_officer):
    verb, before, after, action = arrow
    volunteer = make_vetted(township, before)

    step(verb, volunteer, county_officer)

    volunteer.refresh_from_db()
    event = AuditEvent.objects.get(action=f"volunteer.{action}")
    assert volunteer.state == after
    assert (event.actor, event.target_id) == (county_officer, str(volunteer.uuid))
    assert event.detail == {"before": before, "after": after}
    assert set(Message.objects.values_list("recipient", "template")) == {(volunteer.user_id, f"volunteer_{action}")}


def test_approval_gives_a_number_and_activation_follows(township, county_officer):
    volunteer = make_vetted(township, VolunteerState.TRAINING)

    active = vetting.approve_and_activate(volunteer, by=county_officer)

    actions = list(AuditEvent.objects.order_by("sequence").values_list("action", flat=True))
    assert active.state == VolunteerState.ACTIVE
    assert active.number.isdigit()
    assert len(active.number) == 7
    assert actions == ["volunteer.approved", "volunteer.activated"]


SOURCES = {row.name: row.sources for row in VOLUNTEER.transitions if hasattr(vetting, row.name) and row.capability}
VERBS = sorted(SOURCES)


@pytest.mark.parametrize("verb", VERBS)
def test_only_a_vetting_officer_of_the_county_may(verb, township, supervisor, other_county_officer):
    volunteer = make_vetted(township, sorted(SOURCES[verb])[0])

    for outsider in (supervisor, other_county_officer, volunteer.user):
        with pytest.raises(Denied) as caught:
            step(verb, volunteer, outsider)
        assert caught.value.reason == VolunteerRefusal.NOT_COUNTY


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_vets_themselves(verb, township, county_officer):
    volunteer = make_vetted(township, sorted(SOURCES[verb])[0], user=county_officer)

    with pytest.raises(Denied) as caught:
        step(verb, volunteer, county_officer)

    assert caught.value.reason == VolunteerRefusal.OWN


def test_nobody_vets_themselves_under_another_account(township, county_officer):
    mine = make_volunteer(township, VolunteerState.ENDED, user=county_officer)
    volunteer = make_volunteer(township, VolunteerState.SUBMITTED, id_number=mine.id_number)

    assert may_denied_reason(SCREEN, volunteer, county_officer) == VolunteerRefusal.OWN


@pytest.mark.parametrize("verb", VERBS)
def test_a_step_from_a_wrong_state_changes_nothing(verb, township, county_officer):
    for state in set(VolunteerState) - set(SOURCES[verb]):
        volunteer = make_vetted(township, state)
        with pytest.raises(Denied) as caught:
            step(verb, volunteer, county_officer)
        assert caught.value.reason == VolunteerRefusal.MOVED_ON
        assert Volunteer.objects.unscoped("test").get(pk=volunteer.pk).state == state


def test_a_page_opened_before_a_colleague_acted_changes_nothing(township, county_officer):
    seen = make_volunteer(township, VolunteerState.SUBMITTED)
    vetting.start_screening(seen, by=county_officer)

    with pytest.raises(Denied) as caught:
        vetting.start_screening(seen, by=county_officer)

    assert caught.value.reason == VolunteerRefusal.MOVED_ON
    assert AuditEvent.objects.count() == 1


MISSING = [
    (VettingKind.RECORD_CHECK, VolunteerRefusal.CHECK_MISSING),
    (VettingKind.INTERVIEW, VolunteerRefusal.INTERVIEW_MISSING),
    (VettingKind.CONDUCT, VolunteerRefusal.CONDUCT_MISSING),
    (VettingKind.TRAINING, VolunteerRefusal.TRAINING_MISSING),
]


@pytest.mark.parametrize(("kind", "reason"), MISSING)
def test_approval_needs_every_check(kind, reason, township, county_officer):
    volunteer = make_vetted(township, VolunteerState.TRAINING)
    volunteer.vetting.filter(kind=kind).delete()

    assert vetting.approve_denied_reason(volunteer, county_officer) == reason
    with pytest.raises(Denied):
        vetting.approve(volunteer, by=county_officer)


@pytest.mark.parametrize("kind", [VettingKind.INTERVIEW, VettingKind.TRAINING])
def test_a_check_that_was_not_passed_counts_as_missing(kind, township, county_officer):
    volunteer = make_vetted(township, VolunteerState.TRAINING)
    make_vetting(volunteer, kind, VettingOutcome.NOT_CLEAR, TODAY)

    assert vetting.approve_denied_reason(volunteer, county_officer) == dict(MISSING)[kind]


def test_the_latest_record_check_decides(township, county_officer):
    volunteer = make_vetted(township, VolunteerState.TRAINING)
    make_vetting(volunteer, outcome=VettingOutcome.NOT_CLEAR, done_on=TODAY)

    assert vetting.approve_denied_reason(volunteer, county_officer) == VolunteerRefusal.CHECK_NOT_CLEAR


@pytest.mark.parametrize(("days", "reason"), [(0, None), (-1, VolunteerRefusal.CHECK_EXPIRED)])
def test_a_record_check_counts_through_its_last_day(days, reason, township, county_officer):
    volunteer = make_vetted(township, VolunteerState.TRAINING)
    volunteer.vetting.filter(kind=VettingKind.RECORD_CHECK).update(valid_until=TODAY + timedelta(days=days))

    assert vetting.approve_denied_reason(volunteer, county_officer) == reason


def test_training_begins_after_the_interview(township, county_officer):
    volunteer = make_volunteer(township, VolunteerState.INTERVIEW)

    assert vetting.send_to_training_denied_reason(volunteer, county_officer) == VolunteerRefusal.INTERVIEW_MISSING
    make_vetting(volunteer, VettingKind.INTERVIEW)
    assert vetting.send_to_training_denied_reason(volunteer, county_officer) is None


DATES = [
    (VettingKind.RECORD_CHECK, TODAY + timedelta(days=1), TODAY + timedelta(days=9), VolunteerRefusal.DONE_IN_FUTURE),
    (VettingKind.RECORD_CHECK, TODAY, TODAY - timedelta(days=1), VolunteerRefusal.ENDS_TOO_EARLY),
    (VettingKind.RECORD_CHECK, TODAY, None, VolunteerRefusal.CHECK_ENDLESS),
    (VettingKind.RECORD_CHECK, date(2025, 3, 1), date(2026, 3, 2), VolunteerRefusal.CHECK_TOO_LONG),
    (VettingKind.RECORD_CHECK, date(2025, 3, 1), date(2026, 3, 1), None),
    (VettingKind.RECORD_CHECK, date(2024, 2, 29), date(2025, 2, 28), None),
    (VettingKind.RECORD_CHECK, date(2024, 2, 29), date(2025, 3, 1), VolunteerRefusal.CHECK_TOO_LONG),
    (VettingKind.INTERVIEW, TODAY, None, None),
]


@pytest.mark.parametrize(("kind", "done_on", "valid_until", "reason"), DATES)
def test_a_record_check_is_valid_one_year_at_most(kind, done_on, valid_until, reason):
    assert vetting.outcome_denied_reason(kind, done_on=done_on, valid_until=valid_until) == reason


@pytest.mark.database
@pytest.mark.parametrize("valid_until", [date(2026, 3, 2), None, date(2025, 2, 28)])
def test_the_database_refuses_such_a_record_check_too(valid_until, township):
    volunteer = make_volunteer(township)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_vetting(volunteer, done_on=date(2025, 3, 1), valid_until=valid_until)

    assert make_vetting(volunteer, done_on=date(2025, 3, 1), valid_until=date(2026, 3, 1)).pk


def test_the_outcome_is_stored_and_the_audit_log_does_not_tell_it(township, county_officer):
    volunteer = make_volunteer(township, VolunteerState.SCREENING)

    vetting.record_vetting(
        volunteer,
        by=county_officer,
        kind=VettingKind.RECORD_CHECK,
        outcome=VettingOutcome.NOT_CLEAR,
        done_on=TODAY,
        valid_until=TODAY,
        note="见线下卷宗",
    )

    kept = VettingStep.objects.get()
    assert (kept.outcome, kept.done_by, kept.note) == (VettingOutcome.NOT_CLEAR, county_officer, "见线下卷宗")
    assert AuditEvent.objects.get().detail == {"kind": "record_check"}
    assert not Message.objects.exists()


@pytest.mark.parametrize("verb", ["request_info", "reject"])
@pytest.mark.parametrize("text", ["", "  \n"])
def test_words_are_asked_for(verb, text, township, county_officer):
    volunteer = make_volunteer(township, VolunteerState.SCREENING)
    name = {"request_info": "wanted", "reject": "reason"}[verb]

    with pytest.raises(Denied) as caught:
        getattr(vetting, verb)(volunteer, by=county_officer, **{name: text})

    assert caught.value.reason == VolunteerRefusal.REASON_MISSING


def test_an_appointment_that_has_ended_no_longer_vets(township, county_officer):
    volunteer = make_volunteer(township)
    Assignment.objects.filter(user=county_officer).update(since=date(2020, 1, 1), until=TODAY)

    assert may_denied_reason(SCREEN, volunteer, county_officer) == VolunteerRefusal.NOT_COUNTY


def test_the_safeguarding_officer_vets_too(township, staff):
    volunteer = make_volunteer(township)

    assert may_denied_reason(SCREEN, volunteer, staff(Role.SAFEGUARDING_OFFICER)) is None
