"""The demo's pairings."""

from __future__ import annotations

import pytest

from children.ledger import demo as children_demo
from portal.accounts.models import User
from portal.ops.demo import make_accounts
from tests.conftest import COUNTY, TOWNSHIP
from tests.factories.volunteers import make_active_volunteer, make_vetted
from volunteers.application.enums import VolunteerState
from volunteers.pairing import demo
from volunteers.pairing.domain.queries import children_of, waiting_children
from volunteers.pairing.domain.rules import approve_denied_reason
from volunteers.pairing.enums import PairingState
from volunteers.pairing.models import Pairing

pytestmark = pytest.mark.django_db


def test_pairings_in_every_state_and_two_children_for_the_demos_volunteer(areas):
    make_accounts(areas[COUNTY])
    volunteer = make_active_volunteer(areas[TOWNSHIP], user=User.objects.get(email="volunteer@demo.test"))
    for _n in range(44):
        make_active_volunteer(areas[TOWNSHIP], caseload_limit=2)
    make_vetted(areas[TOWNSHIP], VolunteerState.SUSPENDED)
    children_demo.load(areas[COUNTY])

    demo.load(areas[COUNTY])

    rows = Pairing.objects.unscoped("test")
    assert set(rows.values_list("state", flat=True)) == set(PairingState)
    assert 50 <= rows.count() <= 70
    assert len(children_of(volunteer)) == 2
    assert waiting_children(User.objects.get(email="village@demo.test")).count() >= 2
    # The demo's people have served for longer than its records tell: somebody can take each next step.
    deciders = User.objects.filter(email__in=["county@demo.test", "county2@demo.test", "safeguarding@demo.test"])
    for row in rows.filter(state=PairingState.HEARD):
        assert None in [approve_denied_reason(row, user) for user in deciders]
