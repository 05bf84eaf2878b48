"""What waits today about pairings: how many, since when, how urgent, and for whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.enums import Role
from tests.conftest import OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.factories.children import make_child
from tests.factories.pairings import make_officer, make_pairing
from tests.factories.volunteers import make_active_volunteer
from volunteers.pairing.domain.due import TOO_LONG, due
from volunteers.pairing.enums import PairingState
from volunteers.pairing.models import Pairing

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def township_officer(areas):
    return make_officer(areas[TOWNSHIP])


def paired(areas, state, days=0, village=VILLAGE, **changes):
    """A pairing that has stood in this state for so many days."""
    row = make_pairing(make_child(areas[village]), make_active_volunteer(areas[TOWNSHIP]), state, **changes)
    Pairing.objects.unscoped("test").filter(pk=row.pk).update(state_changed_at=timezone.now() - timedelta(days=days))
    return row


def waits(user):
    """Count and urgency by the list it leads to, of what is not empty."""
    return {one.url.rpartition("=")[2]: (one.count, one.urgency) for one in due(user) if one.count}


@pytest.mark.parametrize("state", ["proposed", "consented", "approved", "paused"])
def test_each_state_that_waits_is_counted_in_its_own_list(state, areas, township_officer):
    paired(areas, state)

    assert waits(township_officer)[state] == (1, "")


def test_a_pairing_to_decide_on_is_soon_from_its_first_day(areas, township_officer):
    paired(areas, PairingState.HEARD)

    assert waits(township_officer)["heard"] == (1, "soon")


@pytest.mark.parametrize(("days", "urgency"), [(TOO_LONG.days - 1, ""), (TOO_LONG.days + 1, "late")])
def test_what_has_waited_for_more_than_a_fortnight_is_late(days, urgency, areas, township_officer):
    paired(areas, PairingState.PROPOSED, days)
    paired(areas, PairingState.PROPOSED)

    assert waits(township_officer)["proposed"] == (2, urgency)


def test_it_waits_since_the_oldest_of_them(areas, township_officer):
    paired(areas, PairingState.PAUSED, 3)
    oldest = paired(areas, PairingState.PAUSED, 9)

    found = next(one for one in due(township_officer) if one.url.endswith("=paused"))

    assert found.since == Pairing.objects.unscoped("test").get(pk=oldest.pk).state_changed_at


def test_what_is_running_or_over_waits_for_nobody(areas, township_officer):
    for state in (PairingState.ENDED, PairingState.DECLINED):
        paired(areas, state)

    assert {"proposed", "consented", "heard", "approved", "paused"} & waits(township_officer).keys() == set()


def test_a_running_pairing_whose_volunteer_is_suspended_is_late(areas, township_officer):
    row = paired(areas, PairingState.ACTIVE)
    type(row.volunteer).objects.unscoped("test").filter(pk=row.volunteer_id).update(state="suspended")

    assert waits(township_officer)["lapsed"] == (1, "late")


def test_nobody_decides_on_what_they_proposed_themselves(areas, township_officer):
    paired(areas, PairingState.HEARD, proposed_by=township_officer)

    assert "heard" not in waits(township_officer)


def test_a_village_proposes_and_asks_but_does_not_decide(areas):
    officer = make_officer(areas[VILLAGE], Role.VILLAGE_OFFICER)
    for state in (PairingState.PROPOSED, PairingState.CONSENTED, PairingState.HEARD, PairingState.APPROVED):
        paired(areas, state)

    assert {"proposed", "consented", "heard", "approved"} & waits(officer).keys() == {"proposed", "consented"}


def test_another_village_does_not_hear_of_it(areas):
    paired(areas, PairingState.PROPOSED, village=VILLAGE)

    assert "proposed" not in waits(make_officer(areas[OTHER_VILLAGE], Role.VILLAGE_OFFICER))


def test_who_may_propose_nothing_is_asked_for_nothing(areas, staff):
    paired(areas, PairingState.PROPOSED)

    assert list(due(staff(Role.CENTRE_MANAGER, TOWNSHIP))) == []
