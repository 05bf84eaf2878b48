"""Each choice says how much it would leave, with the other choices kept; a short list offers none."""

from types import SimpleNamespace

import pytest

from home.searching.domain.facets import AT_A_GLANCE, Narrowing, facets
from home.searching.domain.sources import CURRENT, OVER, Candidate
from tests.conftest import TOWNSHIP, VILLAGE
from tests.factories.activities import make_place

pytestmark = pytest.mark.django_db


def one(kind="policies", **more):
    return Candidate(kind, SimpleNamespace(pk=1), "题", 1.0, **more)


def chips(found, chosen=None, query="低保"):
    """Address and count of what is offered, by dimension."""
    rows = facets(found, chosen or Narrowing(), query)
    return {row.name: [(chip["url"], chip["count"]) for chip in row.chips] for row in rows}


def test_what_is_chosen_is_read_from_the_address_and_written_into_it():
    chosen = Narrowing.read({"kind": "news", "topic": "x" * 60, "page": "3"})

    assert chosen == Narrowing(kind="news", topic="x" * 50)
    assert Narrowing(kind="news", area=TOWNSHIP).address("低 保") == f"?q=%E4%BD%8E+%E4%BF%9D&kind=news&area={TOWNSHIP}"


@pytest.mark.parametrize(
    ("chosen", "fits"),
    [
        ({}, True),
        ({"kind": "policies"}, True),
        ({"kind": "news"}, False),
        ({"topic": "law"}, True),
        ({"topic": "money"}, False),
        ({"audience": "guardian"}, False),
        ({"topic": "law", "kind": "news"}, False),
    ],
)
def test_a_candidate_fits_in_all_that_was_chosen(chosen, fits):
    assert Narrowing(**chosen).fits(one(topic=frozenset({"law", "school"}))) is fits


def test_a_choice_is_not_held_against_its_own_dimension():
    assert Narrowing(kind="news").fits(one(), without="kind") is True


def test_a_short_list_offers_nothing_unless_something_was_chosen():
    few = [one(), *(one("news") for _ in range(AT_A_GLANCE - 2)), one("guides")]

    assert (len(few), chips(few)) == (AT_A_GLANCE, {})
    assert set(chips(few, Narrowing(kind="news"))) == {"kind"}
    assert set(chips([*few, one("guides")])) == {"kind"}


def test_all_stands_first_and_what_leaves_nothing_is_left_out():
    found = [one() for _ in range(4)] + [one("news"), one("news")]

    assert chips(found)["kind"] == [
        ("?q=%E4%BD%8E%E4%BF%9D", 6),
        ("?q=%E4%BD%8E%E4%BF%9D&kind=policies", 4),
        ("?q=%E4%BD%8E%E4%BF%9D&kind=news", 2),
    ]


def test_one_dimension_counts_what_the_other_leaves():
    current, over = one(status=CURRENT), one(status=OVER)
    found = [current] * 3 + [over] * 2 + [one("news")] * 2

    counts = chips(found, Narrowing(kind="policies"))

    assert [count for _url, count in counts["kind"]] == [7, 5, 2]
    assert [count for _url, count in counts["status"]] == [5, 3, 2]


def test_what_was_chosen_stays_to_be_taken_back_even_when_it_leaves_nothing():
    (row,) = [row for row in facets([one()] * 6, Narrowing(kind="news"), "q") if row.name == "kind"]

    assert (row.chosen, [(chip["count"], chip["current"]) for chip in row.chips]) == (
        True,
        [(6, False), (6, False), (0, True)],
    )


def test_townships_are_those_with_a_place(areas):
    make_place(areas[VILLAGE])
    found = [one("places", area=TOWNSHIP)] * 4 + [one("places", area="331125105")] * 3

    rows = {row.name: row.chips for row in facets(found, Narrowing(area=TOWNSHIP), "q")}

    assert [(chip["label"], chip["count"]) for chip in rows["area"]] == [("全部", 7), ("石塘镇", 4)]
