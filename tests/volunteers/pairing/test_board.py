"""The board: nobody is suggested for more children than they have places left, and what no volunteer meets is said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from children.ledger.enums import NeedDomain
from portal.accounts.enums import Role
from tests.conftest import COUNTY, TOWNSHIP, VILLAGE
from tests.factories.children import make_child
from tests.factories.pairings import make_officer, make_pairing
from tests.factories.volunteers import make_active_volunteer
from volunteers.pairing.domain.needs import ANSWERS, UNMET, unmet_children, wanted_services
from volunteers.pairing.domain.queries import waiting_children
from volunteers.pairing.enums import PairingState
from volunteers.pairing.views import board

pytestmark = pytest.mark.django_db
BOARD = "volunteers:pairings_waiting"


def children_in(area, count, **facts):
    """So many who wait, the longest first."""
    now = timezone.now()
    return [make_child(area, created_at=now - timedelta(days=90 - n), **facts) for n in range(count)]


def best_of(page):
    return [row.best.helper.number if row.best else None for row in page.context["rows"]]


def test_a_volunteer_is_suggested_for_no_more_children_than_there_are_places(areas, village_officer, sign_in):
    volunteer = make_active_volunteer(areas[TOWNSHIP], caseload_limit=3)
    make_pairing(make_child(areas[VILLAGE]), volunteer, PairingState.PROPOSED)
    children_in(areas[VILLAGE], 8)

    page = sign_in(village_officer).get(reverse(BOARD))

    assert best_of(page) == [volunteer.number] * 2 + [None] * 6


def test_the_next_page_and_the_filters_suggest_as_the_whole_list_does(areas, village_officer, sign_in, monkeypatch):
    monkeypatch.setattr(board, "PAGE_SIZE", 2)
    volunteer = make_active_volunteer(areas[TOWNSHIP], caseload_limit=3)
    children_in(areas[VILLAGE], 5)
    browser = sign_in(village_officer)

    pages = [best_of(browser.get(reverse(BOARD), {"page": n})) for n in (1, 2, 3)]
    long = best_of(browser.get(reverse(BOARD), {"show": "long", "page": 2}))

    assert pages == [[volunteer.number] * 2, [volunteer.number, None], [None]]
    assert long == pages[1]


def test_where_one_is_full_the_next_best_is_suggested(areas, village_officer, sign_in):
    near = make_active_volunteer(areas[VILLAGE], caseload_limit=1)
    far = make_active_volunteer(areas["331125105"], caseload_limit=1)
    children_in(areas[VILLAGE], 3)

    assert best_of(sign_in(village_officer).get(reverse(BOARD))) == [near.number, far.number, None]


def test_far_down_the_list_nobody_is_suggested_and_that_is_said(areas, village_officer, sign_in, monkeypatch):
    monkeypatch.setattr(board, "PLANNED", 1)
    make_active_volunteer(areas[TOWNSHIP])
    children_in(areas[VILLAGE], 2)

    rows = sign_in(village_officer).get(reverse(BOARD)).context["rows"]

    assert [(row.looked, row.best is not None) for row in rows] == [(True, True), (False, False)]


@pytest.mark.parametrize("need", sorted(NeedDomain))
def test_each_need_is_met_by_a_service_or_somebody_is_responsible(need, areas, village_officer):
    child = make_child(areas[VILLAGE], needs=(NeedDomain(need),))

    met, unmet = need in ANSWERS, need in UNMET
    assert met is not unmet
    assert bool(wanted_services(child)) is met
    assert waiting_children(village_officer).exists() is met
    assert unmet_children(village_officer).exists() is unmet


def test_who_is_responsible_for_what_no_pairing_meets_is_named(areas, village_officer, county_officer, sign_in):
    county_officer.display_name = "演示丙"
    county_officer.save()
    child = make_child(areas[VILLAGE], needs=(NeedDomain.LEGAL, NeedDomain.EDUCATION))
    only = make_child(areas[VILLAGE], needs=(NeedDomain.LEGAL,))
    browser = sign_in(village_officer)

    waiting = browser.get(reverse(BOARD))
    unmet = browser.get(reverse(BOARD), {"show": "unmet"})

    assert [row.child for row in waiting.context["rows"]] == [child]
    assert [row.child for row in unmet.context["rows"]] == [child, only]
    for page in (waiting, unmet, browser.get(reverse("volunteers:pairing_propose", args=[only.uuid]))):
        assert "权益维护：不能靠结对解决，由演示丙负责" in page.content.decode()


def test_without_a_county_officer_the_office_is_named(areas, village_officer, sign_in):
    make_child(areas[VILLAGE], needs=(NeedDomain.LEGAL,))

    page = sign_in(village_officer).get(reverse(BOARD), {"show": "unmet"})

    assert "由县级办公室负责" in page.content.decode()


def test_it_is_due_for_the_county(areas, county_officer, village_officer, sign_in):
    make_child(areas[VILLAGE], needs=(NeedDomain.LEGAL,))
    make_officer(areas[COUNTY], Role.COUNTY_OFFICER)
    address = f"{reverse(BOARD)}?show=unmet"

    found = [
        [due.count for due in sign_in(user).get(reverse("desk:today")).context["dues"] if due.url == address]
        for user in (county_officer, village_officer)
    ]

    assert found == [[1], []]
