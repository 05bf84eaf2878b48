"""Of a pairing hears who holds the office today: who proposed it or looked after it is history."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.enums import Role
from portal.accounts.models import Assignment, User
from portal.notify.models import Message
from tests.conftest import OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.factories.children import make_child
from tests.factories.pairings import make_officer, make_pairing
from tests.factories.volunteers import make_active_volunteer
from volunteers.pairing.domain import spell
from volunteers.pairing.domain.spell import end_all
from volunteers.pairing.domain.supervision import accept
from volunteers.pairing.enums import PairingState
from volunteers.pairing.models import Pairing

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WAYS = ["role ended", "account closed", "moved away", "not in force yet"]


@pytest.fixture
def child(areas):
    return make_child(areas[VILLAGE])


@pytest.fixture
def volunteer(areas):
    return make_active_volunteer(areas[TOWNSHIP])


@pytest.fixture
def proposer(areas):
    return make_officer(areas[VILLAGE], Role.VILLAGE_OFFICER)


def leave(user, how, areas):
    held, now = Assignment.objects.filter(user=user), timezone.now()
    if how == "account closed":
        User.objects.filter(pk=user.pk).update(is_active=False)
    elif how == "moved away":
        held.update(area=areas[OTHER_VILLAGE])
    elif how == "not in force yet":
        held.update(given_at=now, effective_at=now + timedelta(days=1))
    else:
        held.update(until=timezone.localdate())


def proposed(child, volunteer, proposer):
    """A proposal, and nobody else in an office but who made it."""
    make_pairing(child, volunteer, PairingState.PROPOSED, proposed_by=proposer)
    Assignment.objects.exclude(user=proposer).delete()


def told(template=""):
    found = Message.objects.filter(channel="in_site")
    found = found.filter(template=template) if template else found
    return set(found.values_list("recipient", flat=True))


def rows():
    return Pairing.objects.unscoped("test")


def fresh(row):
    return rows().get(pk=row.pk)


@pytest.mark.parametrize("how", WAYS)
def test_of_a_proposal_that_comes_to_nothing_hears_the_office_of_the_proposer(how, areas, child, volunteer, proposer):
    proposed(child, volunteer, proposer)
    successor = make_officer(areas[VILLAGE], Role.VILLAGE_OFFICER)
    make_officer(areas[TOWNSHIP])
    leave(proposer, how, areas)

    end_all(volunteer, by=None)

    assert told("pairing_declined") == {successor.pk}


def test_where_nobody_follows_the_level_above_hears_of_it(areas, staff, child, volunteer, proposer):
    proposed(child, volunteer, proposer)
    township = make_officer(areas[TOWNSHIP])
    leave(proposer, "role ended", areas)

    end_all(volunteer, by=None)

    assert told("pairing_declined") == {township.pk}


def test_a_volunteer_who_holds_the_office_is_not_told_as_staff(areas, child, volunteer, proposer):
    proposed(child, volunteer, proposer)
    Assignment.objects.create(user=volunteer.user, role=Role.VILLAGE_OFFICER, area=areas[VILLAGE])
    township = make_officer(areas[TOWNSHIP])
    leave(proposer, "role ended", areas)

    end_all(volunteer, by=None)

    assert told("pairing_declined") == {township.pk}


@pytest.mark.parametrize("how", WAYS)
def test_of_a_pause_hears_the_new_officer_beside_those_in_charge(
    how, areas, child, volunteer, proposer, county_officer
):
    row = make_pairing(child, volunteer, proposed_by=proposer)
    successor = make_officer(areas[VILLAGE], Role.VILLAGE_OFFICER)
    leave(proposer, how, areas)

    spell.pause(fresh(row), by=county_officer, reason="child")

    assert proposer.pk not in told("pairing_paused")
    assert {volunteer.user_id, row.supervisor_id, row.deputy_id, successor.pk} <= told("pairing_paused")


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("post", ["supervisor", "deputy"])
def test_who_looked_after_it_and_left_is_not_told_and_who_can_name_another_is(
    post, how, areas, child, volunteer, county_officer
):
    row = make_pairing(child, volunteer)
    new = make_officer(areas[TOWNSHIP])
    leave(getattr(row, post), how, areas)

    spell.pause(fresh(row), by=county_officer, reason="child")

    stays = row.deputy if post == "supervisor" else row.supervisor
    assert getattr(row, f"{post}_id") not in told("pairing_paused")
    assert {new.pk, stays.pk} <= told("pairing_paused")


@pytest.mark.parametrize("how", WAYS)
def test_that_both_have_taken_it_on_hears_who_can_name_them_today(how, areas, child, volunteer):
    row = make_pairing(child, volunteer, PairingState.APPROVED, deputy_answer="", accepted_at=None)
    asked = make_officer(areas[TOWNSHIP])
    rows().filter(pk=row.pk).update(asked_by=asked)
    Assignment.objects.exclude(user__in=[row.supervisor, row.deputy, asked]).delete()
    Assignment.objects.filter(user__in=[row.supervisor, row.deputy]).update(role=Role.VILLAGE_OFFICER)
    successor = make_officer(areas[TOWNSHIP])
    leave(asked, how, areas)

    accept(fresh(row), by=User.objects.get(pk=row.deputy_id))

    assert told("pairing_accepted") == {successor.pk}
