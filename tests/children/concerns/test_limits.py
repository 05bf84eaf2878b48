"""Sending one report again and again, as while the site is busy, is one report."""

from __future__ import annotations

import uuid

import pytest
from django.core.cache import cache
from django.utils import timezone

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


def test_a_counter_that_is_broken_stops_nobody_and_the_log_says_what_is_broken_without_the_address(settings, caplog):
    settings.CACHES = {"default": {"BACKEND": "nowhere.Cache"}}

    assert send(uuid.uuid4()) is True
    assert caplog.messages == ["The counter of reports is out of order: InvalidCacheBackendError"]


def test_what_is_kept_of_an_address_today_is_another_value_under_tomorrows_salt():
    send(uuid.uuid4(), limit=1)
    assert send(uuid.uuid4(), limit=1) is False
    cache.delete(f"concern:salt:{timezone.localdate():%Y%m%d}")

    assert send(uuid.uuid4(), limit=1) is True
