"""The board suggests nobody for more children than they have places left."""

from types import SimpleNamespace

import pytest

from volunteers.pairing.domain import board
from volunteers.pairing.domain.board import suggested


@pytest.fixture(autouse=True)
def the_first_who_is_free(monkeypatch):
    """Who fits best is a rule of its own; here it is the first one who is not refused."""

    def best(child, helpers, *, refused):
        free = [helper for helper in helpers if helper.pk not in refused]
        return SimpleNamespace(helper=free[0]) if free else None

    monkeypatch.setattr(board, "best_of", best)


def helper(pk: int, limit: int, load: int = 0) -> SimpleNamespace:
    return SimpleNamespace(pk=pk, limit=limit, load=load)


def chosen(children: int, helpers: list, refused: dict[int, set[int]]) -> dict[int, int | None]:
    rows = [SimpleNamespace(pk=pk) for pk in range(1, children + 1)]
    return {pk: found and found.helper.pk for pk, found in suggested(rows, iter(helpers), refused).items()}


def test_every_suggestion_takes_a_place():
    assert chosen(4, [helper(7, 3, load=1), helper(8, 1)], {}) == {1: 7, 2: 7, 3: 8, 4: None}


def test_who_was_refused_for_a_child_keeps_the_place_for_the_next_one():
    assert chosen(2, [helper(7, 1)], {1: {7}}) == {1: None, 2: 7}


def test_the_beginning_of_a_longer_list_is_the_same():
    helpers = [helper(7, 2), helper(8, 1)]

    assert list(chosen(4, helpers, {}).items())[:2] == list(chosen(2, helpers, {}).items())
