"""What has been checked about a volunteer, and what happened to the application."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.audit.log import record
from tests.conftest import VILLAGE
from tests.factories.volunteers import make_vetting, make_volunteer
from volunteers.application.domain.checks import (
    checklist,
    failed_reason,
    latest_steps,
    needed_denied_reason,
    step_denied_reason,
)
from volunteers.application.domain.history import history, readers
from volunteers.application.enums import VettingKind, VettingOutcome, VolunteerRefusal, VolunteerState
from volunteers.application.models import VettingStep

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def volunteer(areas):
    return make_volunteer(areas[VILLAGE], VolunteerState.TRAINING)


def test_what_is_missing_is_named_in_the_order_of_the_list(volunteer):
    missing = [
        VolunteerRefusal.CHECK_MISSING,
        VolunteerRefusal.INTERVIEW_MISSING,
        VolunteerRefusal.CONDUCT_MISSING,
        VolunteerRefusal.TRAINING_MISSING,
    ]

    assert [(line.latest, line.missing) for line in checklist(volunteer, on=TODAY)] == [(None, one) for one in missing]
    assert needed_denied_reason(volunteer, on=TODAY) == missing[0]


def test_a_check_lapses_the_day_after_its_last(volunteer):
    last = TODAY + timedelta(days=10)
    step = make_vetting(volunteer, done_on=TODAY, valid_until=last)

    assert latest_steps(volunteer, on=TODAY) == {step.kind: step}
    assert latest_steps(volunteer, on=TODAY - timedelta(days=1)) == {}
    assert step_denied_reason(volunteer, VettingKind.RECORD_CHECK, on=last) is None
    day_after = last + timedelta(days=1)
    assert step_denied_reason(volunteer, VettingKind.RECORD_CHECK, on=day_after) == VolunteerRefusal.CHECK_EXPIRED
    assert needed_denied_reason(volunteer, on=last) == VolunteerRefusal.INTERVIEW_MISSING


def test_what_was_not_passed_is_not_what_is_missing(volunteer):
    make_vetting(volunteer, done_on=TODAY)
    VettingStep.objects.filter(volunteer=volunteer).update(outcome=next(o for o in VettingOutcome if o != "clear"))

    refused = step_denied_reason(volunteer, VettingKind.RECORD_CHECK, on=TODAY)

    assert refused == failed_reason(VettingKind.RECORD_CHECK) == VolunteerRefusal.CHECK_NOT_CLEAR
    assert failed_reason(VettingKind.TRAINING) == VolunteerRefusal.TRAINING_MISSING


def test_who_looked_at_it_is_told_to_officers_and_to_the_person_alone(volunteer, county_officer):
    record("volunteer.submitted", actor=volunteer.user, target=volunteer)
    record("volunteer.vetting_recorded", actor=county_officer, target=volunteer, kind="record_check")
    record("volunteer.read", actor=county_officer, target=volunteer)

    def told(lines):
        return [(str(line.what), line.who, line.detail) for line in lines]

    officer = str(county_officer)
    check = ("登记了一项审查", officer, str(VettingKind.RECORD_CHECK.label))
    own = ("提交了申请", "本人", "")
    found = told(history(volunteer, confidential=True))
    assert [line[1:] for line in found] == [(officer, ""), check[1:], own[1:]]
    assert told(history(volunteer, confidential=False)) == [found[2]]
    assert told(readers(volunteer)) == [found[0]]
