"""Which index answers each question of a list and of the first screen: SQLite says so before there is a single row.

PostgreSQL, for which these do not run, chooses by what it has counted: `make bench ONLY=growth` measures it.
"""

from __future__ import annotations

import pytest
from django.db import connection
from django.utils import timezone

from children.ledger.domain.ageing import newly_away, turning_soon
from children.ledger.domain.ages import grown_in_parts, in_state, still_open
from children.ledger.domain.queries import children_listed
from children.ledger.enums import ChildState, Risk
from children.ledger.models import Child
from portal.desk.keyset import Order
from tests.conftest import TOWNSHIP

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def plan(rows) -> list[str]:
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return [row[3] for row in cursor.fetchall()]


def beyond(rows, *, backwards: bool):
    order = Order(rows)
    there = order.beyond([timezone.now(), 1], backwards=backwards)
    return rows.filter(there).order_by(*order.names_of(backwards=backwards))


QUESTIONS = {
    "open": (lambda rows: still_open(rows, TODAY), "open"),
    "open, after": (lambda rows: beyond(still_open(rows, TODAY), backwards=False), "open"),
    "open, before": (lambda rows: beyond(still_open(rows, TODAY), backwards=True), "open"),
    "a state": (lambda rows: in_state(rows, ChildState.ACTIVE, TODAY), "state"),
    "a risk": (lambda rows: rows.filter(state=ChildState.ACTIVE, risk=Risk.HIGH), "risk"),
    "born in an earlier year": (lambda rows: rows.filter(grown_in_parts(TODAY)[0]).order_by(), "year"),
    "18 this year": (lambda rows: rows.filter(grown_in_parts(TODAY)[-1]).order_by(), "born"),
    "18 soon": (lambda rows: turning_soon(rows, TODAY).order_by(), "born"),
    "away": (lambda rows: newly_away(rows, TODAY).order_by(), "away"),
}


@pytest.mark.parametrize("level", ["county", "township"])
@pytest.mark.parametrize(
    "question", [name for name in QUESTIONS if (TODAY.month, TODAY.day) != (12, 31) or "18" not in name]
)
def test_an_index_answers_and_nothing_is_sorted(request, county_officer, supervisor, question, level):
    user = {"county": county_officer, "township": supervisor}[level]
    ask, index = QUESTIONS[question]

    steps = plan(ask(children_listed(user))[:26])

    assert f"child_{index}_{level}" in steps[0]
    assert not any("TEMP B-TREE" in step or step.startswith("SCAN") for step in steps)


@pytest.mark.parametrize("state", ChildState.values)
def test_a_count_reads_nothing_but_an_index(county_officer, state):
    rows = Child.objects.listed_for(county_officer).filter(state=state).order_by()

    assert "USING COVERING INDEX" in plan(rows.values("pk")[:1001])[0]


def test_a_village_is_found_by_its_own_index_and_sorted(staff):
    rows = still_open(children_listed(staff("village_officer", f"{TOWNSHIP}001")), TODAY)

    assert "child_by_area_and_state (area_path=? AND state=?)" in plan(rows[:26])[0]
