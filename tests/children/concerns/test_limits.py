"""Sending one report again and again, as while the site is busy, is one report."""

from __future__ import annotations

import uuid

import pytest

from children.concerns.domain import limits

pytestmark = pytest.mark.django_db
ADDRESS = "198.51.100.77"


def send(sending: uuid.UUID, *, limit: int = 2) -> bool:
    return limits.may_send(ADDRESS, what="report", limit=limit, sending=sending)


def test_the_same_sending_again_is_not_one_more():
    first = uuid.uuid4()
    assert [send(first) for _ in range(9)] == [True] * 9
    assert [send(uuid.uuid4()), send(uuid.uuid4())] == [True, False]


def test_a_sending_that_was_refused_is_refused_again():
    refused = uuid.uuid4()
    assert [send(uuid.uuid4()), send(uuid.uuid4())] == [True, True]
    assert [send(refused), send(refused), send(refused)] == [False] * 3
