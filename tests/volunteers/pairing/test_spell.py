"""While a pairing runs, and how the volunteer's access ends."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import pytest
from django.utils import timezone

from children.ledger.enums import ChildState
from portal.accounts.enums import Role
from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from portal.notify.models import Message
from tests.conftest import COUNTY, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.factories.children import make_child
from tests.factories.pairings import make_officer, make_pairing
from tests.factories.volunteers import make_active_volunteer
from volunteers.application.domain import lifecycle
from volunteers.application.domain.standing import in_standing, serve_denied_reason
from volunteers.application.enums import VettingKind, VettingOutcome, VolunteerState
from volunteers.application.models import Volunteer
from volunteers.pairing import tasks
from volunteers.pairing.domain import spell
from volunteers.pairing.domain.queries import children_of, without_standing
from volunteers.pairing.enums import EndReason, PairingRefusal, PairingState, PauseReason
from volunteers.pairing.models import Pairing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def child(areas):
    return make_child(areas[VILLAGE], full_name="测试童全名", called_name="小雨", health="哮喘")


@pytest.fixture
def volunteer(areas):
    return make_active_volunteer(areas[TOWNSHIP])


@pytest.fixture
def active(child, volunteer):
    return make_pairing(child, volunteer)


def state_of(row):
    return Pairing.objects.unscoped("test").get(pk=row.pk).state


def test_a_paired_volunteer_sees_what_is_needed_and_nothing_else(areas, child, volunteer):
    officer = make_officer(areas[TOWNSHIP], name="王督导")
    row = make_pairing(child, volunteer, supervisor=officer)

    assert [asdict(seen) for seen in children_of(volunteer)] == [
        {
            "pairing": row.uuid,
            "case_number": child.case_number,
            "called_name": "小雨",
            "age_band": child.age_band,
            "needs": (str(child.needs.get()),),
            "services": (row.service_labels[0],),
            "is_primary": True,
            "since": row.started_at,
            "supervisor": "王督导",
            "office": f"石塘镇 {Role.TOWNSHIP_SUPERVISOR.label}",
        }
    ]


@pytest.mark.parametrize("state", sorted(set(PairingState) - {PairingState.ACTIVE}))
def test_only_an_active_pairing_opens_the_childs_page(state, child, volunteer):
    make_pairing(child, volunteer, state)

    assert children_of(volunteer) == []


@pytest.mark.parametrize(("verb", "reason"), [("pause", PauseReason.CHILD), ("end", EndReason.GUARDIAN)])
def test_pausing_and_ending_end_access_at_once(verb, reason, active, volunteer, village_officer):
    assert len(children_of(volunteer)) == 1

    getattr(spell, verb)(active, by=village_officer, reason=reason)

    assert children_of(volunteer) == []
    assert AuditEvent.objects.get().detail["reason"] == reason


def test_a_lapse_ends_access_the_moment_it_happens(active, volunteer):
    check = volunteer.vetting.filter(kind=VettingKind.RECORD_CHECK)
    check.update(valid_until=TODAY)
    assert len(children_of(volunteer)) == 1

    check.update(valid_until=TODAY - timedelta(days=1))

    assert children_of(volunteer) == []
    assert state_of(active) == PairingState.ACTIVE


def test_the_worker_pauses_what_lapsed_once_and_tells_those_concerned(areas, active, volunteer):
    untouched = make_pairing(make_child(areas[VILLAGE]), make_active_volunteer(areas[TOWNSHIP]))
    volunteer.vetting.filter(kind=VettingKind.RECORD_CHECK).update(valid_until=TODAY - timedelta(days=1))

    assert (tasks.pause_lapsed(), tasks.pause_lapsed()) == (1, 0)

    active.refresh_from_db()
    assert (active.state, active.paused_reason) == (PairingState.PAUSED, PauseReason.CHECK_LAPSED)
    assert state_of(untouched) == PairingState.ACTIVE
    assert AuditEvent.objects.get(action="pairing.paused").actor is None
    told = set(Message.objects.values_list("recipient", flat=True))
    assert told == {volunteer.user_id, active.proposed_by_id, active.supervisor_id, active.deputy_id}


@pytest.mark.parametrize("state", sorted(set(ChildState) - {ChildState.ACTIVE}))
def test_a_record_that_is_no_longer_active_ends_access(state, active, child, volunteer):
    child.state = state
    child.save()

    assert children_of(volunteer) == []


def test_suspension_pauses_every_pairing_in_every_township(areas, active, volunteer, county_officer):
    elsewhere = make_pairing(make_child(areas[OTHER_VILLAGE]), volunteer)

    lifecycle.suspend(volunteer, by=county_officer, reason="核实中")

    rows = Pairing.objects.unscoped("test").filter(pk__in=[active.pk, elsewhere.pk])
    assert set(rows.values_list("state", "paused_reason")) == {("paused", PauseReason.STANDING)}


def test_the_end_of_an_engagement_ends_what_runs_and_declines_what_was_proposed(
    areas, active, volunteer, county_officer
):
    proposed = make_pairing(make_child(areas[VILLAGE]), volunteer, PairingState.PROPOSED)

    lifecycle.end(volunteer, by=county_officer, reason="搬家")

    assert (state_of(active), state_of(proposed)) == (PairingState.ENDED, PairingState.DECLINED)


def test_reinstating_resumes_nothing_by_itself(active, volunteer, county_officer):
    suspended = lifecycle.suspend(volunteer, by=county_officer, reason="核实中")

    lifecycle.reinstate(suspended, by=county_officer)

    assert state_of(active) == PairingState.PAUSED


def test_resuming_asks_everything_again(child, volunteer, supervisor):
    row = make_pairing(child, volunteer, PairingState.PAUSED)
    volunteer.state = VolunteerState.SUSPENDED
    volunteer.save()

    with pytest.raises(Denied) as refused:
        spell.resume(row, by=supervisor)
    assert refused.value.reason == PairingRefusal.VOLUNTEER_SUSPENDED

    volunteer.state = VolunteerState.ACTIVE
    volunteer.save()
    assert spell.resume(row, by=supervisor).state == PairingState.ACTIVE


def test_the_proposer_does_not_resume_either(child, volunteer, supervisor):
    row = make_pairing(child, volunteer, PairingState.PAUSED, proposed_by=supervisor)

    with pytest.raises(Denied) as refused:
        spell.resume(row, by=supervisor)

    assert refused.value.reason == PairingRefusal.SAME_PERSON


def test_what_was_paused_over_an_allegation_is_resumed_by_the_county(areas, active, child, volunteer, supervisor):
    resting = make_pairing(make_child(areas[VILLAGE]), volunteer, PairingState.PAUSED)

    assert spell.pause_all(volunteer, by=None, reason=PauseReason.ALLEGATION) == 1

    for row in (active, resting):
        with pytest.raises(Denied) as refused:
            spell.resume(row, by=supervisor)
        assert refused.value.reason == PairingRefusal.ALLEGATION_OPEN
    safeguarding = make_officer(areas[COUNTY], Role.SAFEGUARDING_OFFICER)
    assert spell.resume(active, by=safeguarding).state == PairingState.ACTIVE


def test_a_pairing_follows_the_child_to_another_village(areas, active, child):
    child.area = areas[OTHER_VILLAGE]
    child.save()

    assert Pairing.objects.unscoped("test").get().area_path == OTHER_VILLAGE


VETTINGS = [
    (VolunteerState.ACTIVE, VettingOutcome.CLEAR, 0),
    (VolunteerState.ACTIVE, VettingOutcome.CLEAR, -1),
    (VolunteerState.ACTIVE, VettingOutcome.NOT_CLEAR, 9),
    (VolunteerState.SUSPENDED, VettingOutcome.CLEAR, 9),
    (VolunteerState.ENDED, VettingOutcome.CLEAR, 9),
]


@pytest.mark.database
@pytest.mark.parametrize(("state", "outcome", "days"), VETTINGS)
def test_lists_and_single_volunteers_follow_the_same_rule_of_standing(state, outcome, days, active, volunteer):
    until = TODAY + timedelta(days=days)
    volunteer.vetting.filter(kind=VettingKind.RECORD_CHECK).update(outcome=outcome, valid_until=until)
    Volunteer.objects.unscoped("test").update(state=state)
    volunteer.refresh_from_db()
    fit = serve_denied_reason(volunteer, on=TODAY) is None

    assert in_standing(TODAY).filter(pk=volunteer.pk).exists() is fit
    assert without_standing(Pairing.objects.unscoped("test"), TODAY).exists() is not fit
