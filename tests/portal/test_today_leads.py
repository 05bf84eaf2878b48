"""Nothing on the desk's first screen is counted that leads nowhere: each count is followed, its rows are counted."""

from __future__ import annotations

from collections.abc import Sized
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from activities.enums import SessionState
from children.ledger.enums import ChildState, NeedDomain, Risk
from portal.accounts.enums import Role
from portal.desk.registry import due_for
from tests.conftest import COUNTY, TOWNSHIP, VILLAGE
from tests.factories import activities
from tests.factories.ages import make_child_of, make_left_behind
from tests.factories.children import make_child
from tests.factories.concerns import make_concern
from tests.factories.pairings import make_pairing
from tests.factories.volunteers import make_active_volunteer, make_volunteer
from volunteers.application.enums import VolunteerState
from volunteers.pairing.enums import PairingState

pytestmark = pytest.mark.django_db

# Lists whose rows are not `page`: under which name the page has them.
ROWS = {
    reverse("volunteers:pairings_waiting"): "rows",
    reverse("activities:desk_places"): "places",
    reverse("activities:desk_photos"): "rows",
}


@pytest.fixture
def life(areas):
    """Something of everything that may wait."""
    village, township = areas[VILLAGE], areas[TOWNSHIP]
    make_child(village, state=ChildState.DRAFT)
    make_child(village, risk=Risk.HIGH)
    make_child(village, needs=(NeedDomain.LEGAL,))
    make_child_of(village, 18, 5)
    make_left_behind(village, 16, 3)
    for state in PairingState:
        make_pairing(make_child(village), make_active_volunteer(township), state)
    for state in (VolunteerState.SUBMITTED, VolunteerState.SCREENING, VolunteerState.TRAINING):
        make_volunteer(township, state)
    place = activities.make_place(village)
    activities.make_session(place, state=SessionState.COMPLETED, days=-2)
    activities.make_session(place, state=SessionState.PUBLISHED, days=-1)
    soon = timezone.now() + timedelta(minutes=1)
    activities.make_session(place, starts=soon)
    activities.make_session(place, days=3, adults_missing=True, adults_missing_since=timezone.now())
    activities.make_waiting_photo(place)
    make_concern(village)


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.VILLAGE_OFFICER, VILLAGE),
        (Role.TOWNSHIP_SUPERVISOR, TOWNSHIP),
        (Role.COUNTY_OFFICER, COUNTY),
        (Role.SAFEGUARDING_OFFICER, COUNTY),
        (Role.CENTRE_MANAGER, VILLAGE),
    ],
)
def test_each_count_leads_to_just_the_rows_it_counts(life, staff, sign_in, role, code):
    user = staff(role, code)
    browser = sign_in(user)

    counted = {due.url: due.count for due in due_for(user) if not due.url.startswith(reverse("desk:people"))}
    found = {url: _rows(browser.get(url), url) for url in counted}

    assert found == counted
    assert counted or role == Role.CENTRE_MANAGER


def _rows(answer, url: str) -> int:
    assert answer.status_code == 200, url
    rows = answer.context[ROWS.get(url.partition("?")[0], "page")]
    rows = getattr(rows, "object_list", rows)
    assert isinstance(rows, Sized)
    return len(rows)
