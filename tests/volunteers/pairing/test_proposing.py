"""From a proposal to an active pairing, and what is refused on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from children.ledger.enums import ChildState
from portal.accounts.enums import Role
from portal.audit.models import AuditEvent
from portal.notify.models import Message
from tests.asking import refusal_of
from tests.conftest import COUNTY, ELSEWHERE, OTHER_TOWNSHIP, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.factories.children import make_child
from tests.factories.pairings import make_officer, make_pairing
from tests.factories.volunteers import make_active_volunteer, make_vetting
from volunteers.application.enums import ServiceType, VettingKind, VettingOutcome, VolunteerState
from volunteers.pairing.domain import proposing as steps
from volunteers.pairing.domain import rules
from volunteers.pairing.domain.posts import posts_denied_reason
from volunteers.pairing.domain.supervision import accept
from volunteers.pairing.enums import LIVE, Answer, ConsentWay, DeclineReason, PairingRefusal, PairingState
from volunteers.pairing.models import Pairing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def child(areas):
    return make_child(areas[VILLAGE])


@pytest.fixture
def volunteer(areas):
    return make_active_volunteer(areas[TOWNSHIP])


def propose(child, volunteer, by, **changes):
    return steps.propose(child, volunteer, by=by, **({"services": [ServiceType.TUTORING]} | changes))


def test_the_whole_way_from_proposal_to_start(areas, child, volunteer, village_officer, supervisor):
    deputy = make_officer(areas[VILLAGE], Role.VILLAGE_OFFICER)

    row = propose(child, volunteer, village_officer, services=["tutoring", "daily", "nonsense"])
    steps.record_consent(row, by=village_officer, on=TODAY, answer=Answer.YES, way=ConsentWay.PHONE, name="测试奶奶")
    steps.record_child_heard(row, by=village_officer, on=TODAY, answer=Answer.YES, words="想有人陪我写作业")
    steps.approve(row, by=supervisor, supervisor=supervisor, deputy=deputy)
    accept(row, by=deputy)
    steps.activate(row, by=supervisor)

    row = Pairing.objects.unscoped("test").get()
    assert (row.state, row.area_path, row.services) == (PairingState.ACTIVE, VILLAGE, ["daily", "tutoring"])
    assert (row.consent_name, row.heard_words) == ("测试奶奶", "想有人陪我写作业")
    assert (row.proposed_by, row.consent_recorded_by, row.heard_by) == (village_officer,) * 3
    assert (row.approved_by, row.supervisor, row.deputy) == (supervisor, supervisor, deputy)
    assert list(AuditEvent.objects.order_by("sequence").values_list("action", flat=True)) == [
        "pairing.proposed",
        "pairing.consented",
        "pairing.heard",
        "pairing.approved",
        "pairing.accepted",
        "pairing.activated",
    ]


def test_messages_go_to_those_concerned_and_hold_nothing_of_the_child(
    areas, child, volunteer, village_officer, supervisor
):
    row = make_pairing(child, volunteer, PairingState.HEARD, proposed_by=village_officer)
    deputy = make_officer(areas[VILLAGE], Role.VILLAGE_OFFICER)

    steps.approve(row, by=supervisor, supervisor=supervisor, deputy=deputy)
    accept(row, by=deputy)
    steps.activate(row, by=supervisor)

    told = set(Message.objects.filter(channel="in_site").values_list("template", "recipient"))
    assert told == {
        ("pairing_approved", village_officer.pk),
        ("pairing_named", deputy.pk),
        ("pairing_accepted", supervisor.pk),
        ("pairing_activated", village_officer.pk),
        ("pairing_activated", deputy.pk),
        ("pairing_activated", volunteer.user_id),
    }
    contexts = [message.context for message in Message.objects.all()]
    said = [facts for context in contexts for facts in context["by_language"].values()]
    assert ({tuple(context) for context in contexts}, {tuple(facts) for facts in said}) == (
        {("by_language",)},
        {("link",)},
    )


def test_a_proposal_needs_the_child_in_ones_area(areas, volunteer, village_officer):
    elsewhere = make_child(areas[OTHER_VILLAGE])

    assert refusal_of(propose, elsewhere, volunteer, village_officer) == PairingRefusal.NOT_YOURS


def test_a_proposal_needs_a_service(child, volunteer, village_officer):
    assert refusal_of(propose, child, volunteer, village_officer, services=["x"]) == PairingRefusal.NO_SERVICE


def test_nobody_is_paired_by_themselves(areas, child, village_officer):
    own = make_active_volunteer(areas[TOWNSHIP], user=village_officer)

    assert refusal_of(propose, child, own, village_officer) == PairingRefusal.OWN


def test_a_volunteer_of_another_county_is_refused(areas, child, village_officer):
    far = make_active_volunteer(areas["331126101"])

    assert refusal_of(propose, child, far, village_officer) == PairingRefusal.OTHER_COUNTY


@pytest.mark.parametrize("state", sorted(set(ChildState) - {ChildState.ACTIVE}))
def test_only_a_child_with_an_active_record_is_paired(state, areas, volunteer, village_officer):
    child = make_child(areas[VILLAGE], state=state)

    assert refusal_of(propose, child, volunteer, village_officer) == PairingRefusal.CHILD_NOT_ACTIVE


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (VolunteerState.APPROVED, PairingRefusal.VOLUNTEER_NOT_ACTIVE),
        (VolunteerState.ENDED, PairingRefusal.VOLUNTEER_NOT_ACTIVE),
        (VolunteerState.SUSPENDED, PairingRefusal.VOLUNTEER_SUSPENDED),
    ],
)
def test_only_an_active_volunteer_is_proposed(state, reason, areas, child, village_officer):
    volunteer = make_active_volunteer(areas[TOWNSHIP])
    volunteer.state = state
    volunteer.save()

    assert refusal_of(propose, child, volunteer, village_officer) == reason


def test_a_lapsed_check_refuses_a_proposal(child, volunteer, village_officer):
    lapse(volunteer)

    assert refusal_of(propose, child, volunteer, village_officer) == PairingRefusal.CHECK_LAPSED


def lapse(volunteer):
    volunteer.vetting.filter(kind=VettingKind.RECORD_CHECK).update(valid_until=TODAY - timedelta(days=1))


def test_the_same_two_are_proposed_once(child, volunteer, village_officer):
    propose(child, volunteer, village_officer)

    assert refusal_of(propose, child, volunteer, village_officer) == PairingRefusal.ALREADY_PAIRED


def test_a_child_has_one_caring_parent_and_may_have_others_who_help(areas, child, volunteer, village_officer):
    other = make_active_volunteer(areas[OTHER_TOWNSHIP])
    propose(child, volunteer, village_officer)

    assert refusal_of(propose, child, other, village_officer) == PairingRefusal.PRIMARY_TAKEN
    assert propose(child, other, village_officer, is_primary=False).is_primary is False


@pytest.mark.parametrize("state", LIVE)
def test_every_live_pairing_takes_a_place_of_the_caseload(state, areas, volunteer, village_officer):
    volunteer.caseload_limit = 1
    volunteer.save()
    first, second = make_child(areas[VILLAGE]), make_child(areas[VILLAGE])
    make_pairing(first, volunteer, state)

    assert refusal_of(propose, second, volunteer, village_officer) == PairingRefusal.FULL


def test_a_pairing_that_is_over_frees_its_place(areas, volunteer, village_officer):
    volunteer.caseload_limit = 1
    volunteer.save()
    make_pairing(make_child(areas[VILLAGE]), volunteer, PairingState.ENDED)

    assert propose(make_child(areas[VILLAGE]), volunteer, village_officer).state == PairingState.PROPOSED


def test_nothing_is_recorded_that_has_not_happened_yet(child, volunteer, village_officer):
    row, tomorrow = propose(child, volunteer, village_officer), TODAY + timedelta(days=1)

    consent = {"by": village_officer, "on": tomorrow, "answer": Answer.YES, "way": ConsentWay.PHONE, "name": "甲"}
    assert refusal_of(steps.record_consent, row, **consent) == PairingRefusal.IN_FUTURE
    heard = {"by": village_officer, "on": tomorrow, "answer": Answer.YES, "words": "好"}
    assert refusal_of(steps.record_child_heard, row, **heard) == PairingRefusal.IN_FUTURE


def test_the_child_is_heard_after_the_guardian_agreed(child, volunteer, village_officer):
    row = propose(child, volunteer, village_officer)

    assert rules.heard_denied_reason(row, village_officer) == PairingRefusal.MOVED_ON


@pytest.mark.parametrize("state", ["proposed", "consented", "heard", "approved"])
def test_a_refusal_ends_it_before_it_starts(state, child, volunteer, village_officer):
    row = make_pairing(child, volunteer, state)

    declined = steps.record_refusal(row, by=village_officer, reason=DeclineReason.CHILD, note="还不熟")

    assert (declined.state, declined.declined_reason, declined.note) == (PairingState.DECLINED, "child", "还不熟")


@pytest.mark.parametrize("state", ["active", "paused", "ended", "declined"])
def test_what_has_started_is_not_declined(state, child, volunteer, village_officer):
    row = make_pairing(child, volunteer, state)

    assert rules.decline_denied_reason(row, village_officer) == PairingRefusal.MOVED_ON


def test_the_proposer_does_not_approve(areas, child, volunteer, supervisor):
    row = make_pairing(child, volunteer, PairingState.HEARD, proposed_by=supervisor)

    assert rules.approve_denied_reason(row, supervisor) == PairingRefusal.SAME_PERSON


APPROVERS = [
    (Role.VILLAGE_OFFICER, VILLAGE, PairingRefusal.NOT_APPROVER),
    (Role.CENTRE_MANAGER, VILLAGE, PairingRefusal.NOT_APPROVER),
    (Role.TOWNSHIP_SUPERVISOR, OTHER_TOWNSHIP, PairingRefusal.NOT_YOURS),
    (Role.COUNTY_OFFICER, ELSEWHERE, PairingRefusal.NOT_YOURS),
    (Role.TOWNSHIP_SUPERVISOR, TOWNSHIP, None),
    (Role.COUNTY_OFFICER, COUNTY, None),
    (Role.SAFEGUARDING_OFFICER, COUNTY, None),
]


@pytest.mark.parametrize(("role", "code", "reason"), APPROVERS)
def test_who_approves(role, code, reason, areas, child, volunteer):
    row = make_pairing(child, volunteer, PairingState.HEARD)

    assert rules.approve_denied_reason(row, make_officer(areas[code], role)) == reason


def test_two_townships_need_the_county(areas, child, supervisor, county_officer):
    row = make_pairing(child, make_active_volunteer(areas[OTHER_TOWNSHIP]), PairingState.HEARD)

    assert rules.approve_denied_reason(row, supervisor) == PairingRefusal.OTHER_SCOPE
    assert rules.approve_denied_reason(row, county_officer) is None


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (PairingState.PROPOSED, PairingRefusal.NO_CONSENT),
        (PairingState.CONSENTED, PairingRefusal.NOT_HEARD),
        (PairingState.APPROVED, PairingRefusal.MOVED_ON),
        (PairingState.DECLINED, PairingRefusal.MOVED_ON),
    ],
)
def test_approval_needs_consent_and_the_child_heard(state, reason, child, volunteer, supervisor):
    row = make_pairing(child, volunteer, state)

    assert rules.approve_denied_reason(row, supervisor) == reason


def test_two_different_members_of_staff_are_named(areas, child, volunteer, supervisor, village_officer):
    row = make_pairing(child, volunteer, PairingState.HEARD)
    elsewhere = make_officer(areas[OTHER_TOWNSHIP])

    pairs = {
        PairingRefusal.NO_SUPERVISOR: (supervisor, None),
        PairingRefusal.SUPERVISORS_SAME: (supervisor, supervisor),
        PairingRefusal.NOT_STAFF: (supervisor, elsewhere),
        None: (supervisor, village_officer),
    }
    for reason, (first, second) in pairs.items():
        assert posts_denied_reason(row, first, second, by=supervisor) == reason
    assert posts_denied_reason(row, supervisor, volunteer.user, by=supervisor) == PairingRefusal.NOT_STAFF


@pytest.mark.parametrize("step", ["approve", "activate"])
def test_what_has_lapsed_since_stops_it(step, child, volunteer, supervisor):
    row = make_pairing(child, volunteer, PairingState.HEARD if step == "approve" else PairingState.APPROVED)
    make_vetting(volunteer, outcome=VettingOutcome.NOT_CLEAR, done_on=TODAY)

    assert getattr(rules, f"{step}_denied_reason")(row, supervisor) == PairingRefusal.CHECK_LAPSED


def test_a_supervisor_who_left_must_be_replaced_before_the_start(child, volunteer, supervisor):
    row = make_pairing(child, volunteer, PairingState.APPROVED)
    row.deputy.assignments.all().delete()

    assert refusal_of(steps.activate, row, by=supervisor) == PairingRefusal.NOT_STAFF


def test_a_stale_page_changes_nothing(child, volunteer, supervisor):
    seen = make_pairing(child, volunteer, PairingState.APPROVED)
    steps.activate(seen, by=supervisor)

    assert refusal_of(steps.activate, seen, by=supervisor) == PairingRefusal.MOVED_ON
    assert AuditEvent.objects.count() == 1
