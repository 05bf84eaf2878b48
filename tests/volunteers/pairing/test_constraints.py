"""What the database itself refuses about pairings."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import TOWNSHIP, VILLAGE
from tests.factories.children import make_child
from tests.factories.pairings import make_officer, make_pairing
from tests.factories.volunteers import make_active_volunteer
from volunteers.pairing.enums import LIVE, PairingState
from volunteers.pairing.models import Pairing

pytestmark = [pytest.mark.django_db, pytest.mark.database]

# SQLite names the columns of a unique index.
SQLITE_NAMES = {
    "pairing_one_live_per_child_and_volunteer": "volunteers_pairing.volunteer_id",
    "pairing_one_caring_parent_per_child": "volunteers_pairing.child_id",
}


@pytest.fixture
def child(areas):
    return make_child(areas[VILLAGE])


@pytest.fixture
def volunteer(areas):
    return make_active_volunteer(areas[TOWNSHIP])


def refused(constraint, make):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make()
    columns = {
        "pairing_one_live_per_child_and_volunteer": "volunteer_id",
        "pairing_one_caring_parent_per_child": "child_id",
    }
    assert constraint in str(error.value) or columns[constraint] in str(error.value)


@pytest.mark.parametrize("state", LIVE)
def test_one_live_pairing_per_child_and_volunteer(state, child, volunteer):
    make_pairing(child, volunteer, state, is_primary=False)

    refused(
        "pairing_one_live_per_child_and_volunteer",
        lambda: make_pairing(child, volunteer, PairingState.PROPOSED, is_primary=False),
    )


@pytest.mark.parametrize("state", [PairingState.ENDED, PairingState.DECLINED])
def test_a_spell_that_is_over_leaves_room_for_a_new_row(state, child, volunteer):
    make_pairing(child, volunteer, state)

    make_pairing(child, volunteer, PairingState.PROPOSED)

    assert Pairing.objects.unscoped("test").filter(child=child, volunteer=volunteer).count() == 2


def test_one_caring_parent_per_child_and_any_number_of_others(areas, child, volunteer):
    make_pairing(child, volunteer, PairingState.PAUSED)
    make_pairing(child, make_active_volunteer(areas[TOWNSHIP]), is_primary=False)

    refused(
        "pairing_one_caring_parent_per_child",
        lambda: make_pairing(child, make_active_volunteer(areas[TOWNSHIP]), PairingState.PROPOSED),
    )


def test_the_proposer_is_not_the_approver(areas, child, volunteer):
    officer = make_officer(areas[TOWNSHIP])

    refused(
        "pairing_approver_is_not_the_proposer",
        lambda: make_pairing(child, volunteer, proposed_by=officer, approved_by=officer),
    )


def test_the_supervisor_is_not_the_deputy(areas, child, volunteer):
    officer = make_officer(areas[TOWNSHIP])

    refused(
        "pairing_supervisor_is_not_the_deputy",
        lambda: make_pairing(child, volunteer, supervisor=officer, deputy=officer),
    )


MISSING = [
    ("consent_on", "pairing_goes_on_only_with_consent"),
    ("consent_recorded_by", "pairing_goes_on_only_with_consent"),
    ("heard_on", "pairing_goes_on_only_with_the_child_heard"),
    ("approved_at", "pairing_starts_only_approved"),
    ("supervisor", "pairing_starts_only_supervised"),
    ("deputy", "pairing_starts_only_supervised"),
    ("started_at", "pairing_active_has_begun"),
]


@pytest.mark.parametrize(("field", "constraint"), MISSING)
def test_an_active_pairing_has_all_that_came_before(field, constraint, areas, child, volunteer):
    officer = make_officer(areas[TOWNSHIP])

    refused(constraint, lambda: make_pairing(child, volunteer, proposed_by=officer, **{field: None}))


@pytest.mark.parametrize(
    ("state", "field"),
    [
        (PairingState.PAUSED, "paused_reason"),
        (PairingState.ENDED, "ended_reason"),
        (PairingState.DECLINED, "declined_reason"),
    ],
)
def test_a_pairing_that_stopped_says_why(state, field, child, volunteer):
    refused(f"pairing_{state}_says_why", lambda: make_pairing(child, volunteer, state, **{field: ""}))
