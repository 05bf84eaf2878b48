"""A pairing of a child who turns 18: closed to the volunteer on the birthday, ended within the hour, people told."""

from __future__ import annotations

import pytest

from children.ledger.domain.ageing import ask_again
from portal.audit.models import AuditEvent
from portal.notify.models import Message
from tests.conftest import TOWNSHIP, VILLAGE
from tests.factories.ages import make_child_of
from tests.factories.pairings import make_officer, make_pairing
from tests.factories.volunteers import make_active_volunteer
from volunteers.pairing import tasks
from volunteers.pairing.domain import spell
from volunteers.pairing.domain.queries import children_of, waiting_children
from volunteers.pairing.domain.rules import pair_denied_reason
from volunteers.pairing.enums import DeclineReason, EndReason, PairingRefusal, PairingState
from volunteers.pairing.models import Pairing

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def volunteer(areas):
    return make_active_volunteer(areas[TOWNSHIP], caseload_limit=5)


def fresh(pairing):
    return Pairing.objects.unscoped("the test looks again").get(pk=pairing.pk)


def test_on_the_birthday_the_volunteer_sees_the_child_no_more_even_before_the_worker_runs(areas, volunteer):
    make_pairing(make_child_of(areas[VILLAGE], 18), volunteer, is_primary=False)
    tomorrow = make_pairing(make_child_of(areas[VILLAGE], 18, 1), volunteer)

    assert [row.pairing for row in children_of(volunteer)] == [tomorrow.uuid]


@pytest.mark.parametrize("asked_first", [True, False])
def test_it_ends_once_and_everyone_concerned_is_told(areas, volunteer, asked_first):
    child = make_child_of(areas[VILLAGE], 18)
    running = make_pairing(child, volunteer)
    proposed = make_pairing(child, make_active_volunteer(areas[TOWNSHIP]), PairingState.PROPOSED, is_primary=False)
    young = make_pairing(make_child_of(areas[VILLAGE], 18, 1), volunteer)
    if asked_first:
        ask_again()

    assert (tasks.end_grown(), tasks.end_grown()) == (2, 0)

    assert (fresh(running).state, fresh(running).ended_reason) == (PairingState.ENDED, EndReason.CHILD_LEFT)
    assert (fresh(proposed).state, fresh(proposed).declined_reason) == (PairingState.DECLINED, DeclineReason.CHILD_LEFT)
    assert fresh(young).state == PairingState.ACTIVE
    told = set(Message.objects.filter(template="pairing_ended").values_list("recipient", flat=True))
    assert told == {volunteer.user_id, running.proposed_by_id, running.supervisor_id, running.deputy_id}
    assert AuditEvent.objects.filter(action__startswith="pairing.", actor=None).count() == 2


def test_whoever_is_18_is_neither_waiting_nor_proposed(areas, volunteer):
    officer = make_officer(areas[TOWNSHIP])
    grown, young = make_child_of(areas[VILLAGE], 18), make_child_of(areas[VILLAGE], 18, 1)

    assert list(waiting_children(officer)) == [young]
    assert pair_denied_reason(grown, volunteer, officer, is_primary=True) == PairingRefusal.CHILD_NOT_ACTIVE
    assert pair_denied_reason(young, volunteer, officer, is_primary=True) is None


def test_whoever_looks_after_it_is_told_too_when_a_person_ends_it(areas, volunteer):
    running = make_pairing(make_child_of(areas[VILLAGE], 10), volunteer)

    spell.end(running, by=running.proposed_by, reason=EndReason.COMPLETED)

    told = set(Message.objects.filter(template="pairing_ended").values_list("recipient", flat=True))
    assert told == {volunteer.user_id, running.supervisor_id, running.deputy_id}
