"""The panel of the first screen: the most urgent children, for whom it looks among some volunteers before all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from children.ledger.enums import NeedDomain, Risk
from portal.accounts.enums import Role
from portal.accounts.models import Assignment
from tests.conftest import LONG_AGO, OTHER_TOWNSHIP, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.factories.children import make_child
from tests.factories.pairings import make_pairing
from tests.factories.volunteers import make_active_volunteer
from volunteers.application.enums import ServiceType
from volunteers.pairing.domain import candidates
from volunteers.pairing.domain.candidates import most_urgent, some_helpers_near, waiting

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PANEL = "volunteers/pairing_today.html"


def made(areas, count, code=VILLAGE, **given):
    now = timezone.now()
    return [make_child(areas[code], created_at=now - timedelta(days=30 - n), **given) for n in range(count)]


def panel_of(browser):
    return next(panel.context for panel in browser.get("/desk/").context["panels"] if panel.template == PANEL)


def test_they_are_the_first_of_the_board(areas, county_officer):
    for risk in (Risk.LOW, Risk.HIGH, Risk.MEDIUM):
        made(areas, 3, risk=risk)
        made(areas, 1, OTHER_VILLAGE, risk=risk)
        made(areas, 1, risk=risk, needs=(NeedDomain.LEGAL,))
    make_pairing(made(areas, 1, risk=Risk.HIGH)[0], make_active_volunteer(areas[TOWNSHIP]))

    for number in (1, 5, 9, 20):
        assert most_urgent(county_officer, number) == list(waiting(county_officer)[:number])


def test_whoever_works_in_two_townships_has_the_first_of_both(areas, supervisor):
    Assignment.objects.create(
        user=supervisor, role=Role.TOWNSHIP_SUPERVISOR, area=areas[OTHER_TOWNSHIP], effective_at=LONG_AGO
    )
    made(areas, 3)
    made(areas, 3, OTHER_VILLAGE)

    assert most_urgent(supervisor, 4) == list(waiting(supervisor)[:4])


def test_it_looks_in_the_township_first_and_no_further_than_it_says(areas, monkeypatch):
    far = [make_active_volunteer(areas[OTHER_TOWNSHIP]) for _n in range(2)]
    near = make_active_volunteer(areas[TOWNSHIP])
    make_active_volunteer(areas["331126"])
    today = timezone.localdate()

    everybody = some_helpers_near([VILLAGE], on=today)
    monkeypatch.setattr(candidates, "LOOKED_AT", 2)
    some = some_helpers_near([VILLAGE], on=today)

    assert ({one.pk for one in everybody[0]}, everybody[1]) == ({one.pk for one in (*far, near)}, True)
    assert ({one.pk for one in some[0]}, some[1]) == ({near.pk, far[1].pk}, False)


def test_nobody_is_said_to_fit_only_after_all_were_looked_at(areas, county_officer, sign_in, monkeypatch):
    monkeypatch.setattr(candidates, "LOOKED_AT", 1)
    fits = make_active_volunteer(areas[OTHER_TOWNSHIP], services=[ServiceType.TUTORING])
    make_active_volunteer(areas[TOWNSHIP], services=[ServiceType.DAILY])
    made(areas, 1)

    row = panel_of(sign_in(county_officer))["listing"].rows[0]

    assert f"志愿者 {fits.number}" in row.cells


def test_it_costs_the_same_for_one_child_and_for_many(areas, county_officer, sign_in):
    browser, counts = sign_in(county_officer), []
    make_active_volunteer(areas[TOWNSHIP], caseload_limit=9)
    for number in (1, 8):
        made(areas, number, risk=Risk.HIGH)
        browser.get("/desk/")
        with CaptureQueriesContext(connection) as asked:
            browser.get("/desk/")
        counts.append(len(asked))

    assert counts[0] - counts[1] == 2  # the risks below are not asked for when the first is enough
