"""The last place of a volunteer, and the place of a caring parent, are won by exactly one of many at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from portal.accounts.enums import Role
from portal.changes.denied import Denied
from tests.conftest import TOWNSHIP, VILLAGE
from tests.factories.children import make_child
from tests.factories.pairings import make_officer
from tests.factories.volunteers import make_active_volunteer
from volunteers.application.enums import ServiceType
from volunteers.pairing.domain.proposing import propose
from volunteers.pairing.enums import PairingRefusal
from volunteers.pairing.models import Pairing

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
AT_ONCE = 6


def all_at_once(pairs, officers):
    """Propose each (child, volunteer) at the same moment; what came of each."""
    barrier = Barrier(len(pairs))

    def one(pair, by):
        child, volunteer = pair
        try:
            barrier.wait(20)
            propose(child, volunteer, by=by, services=[ServiceType.TUTORING])
        except Denied as denied:
            return denied.reason
        else:
            return "proposed"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(pairs)) as pool:
        return sorted(str(result) for result in pool.map(one, pairs, officers))


@pytest.fixture
def officers(areas):
    return [make_officer(areas[VILLAGE], Role.VILLAGE_OFFICER) for _n in range(AT_ONCE)]


def test_the_caseload_is_never_exceeded(areas, officers):
    volunteer = make_active_volunteer(areas[TOWNSHIP], caseload_limit=2)
    children = [make_child(areas[VILLAGE]) for _n in range(AT_ONCE)]

    results = all_at_once([(child, volunteer) for child in children], officers)

    assert results == [PairingRefusal.FULL] * (AT_ONCE - 2) + ["proposed"] * 2
    assert Pairing.objects.unscoped("test").filter(volunteer=volunteer).count() == 2


def test_a_child_gets_one_caring_parent(areas, officers):
    child = make_child(areas[VILLAGE])
    volunteers = [make_active_volunteer(areas[TOWNSHIP]) for _n in range(AT_ONCE)]

    results = all_at_once([(child, volunteer) for volunteer in volunteers], officers)

    assert results == [PairingRefusal.PRIMARY_TAKEN] * (AT_ONCE - 1) + ["proposed"]


def test_a_double_proposal_is_made_once(areas, officers):
    pair = (make_child(areas[VILLAGE]), make_active_volunteer(areas[TOWNSHIP], caseload_limit=9))

    results = all_at_once([pair] * AT_ONCE, officers)

    assert results == [PairingRefusal.ALREADY_PAIRED] * (AT_ONCE - 1) + ["proposed"]
