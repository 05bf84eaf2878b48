"""What editors take from the public has no copy left: Wagtail says so when it is committed, we say it before."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from wagtail.signals import page_published, page_unpublished

from home.models import PolicyPage
from portal.pagecache import stamp as stamps
from portal.pagecache.lasting import noting
from portal.pagecache.withdrawals import FileWithdrawals
from tests.factories.home import policy, relation
from tests.home.editorial.test_twins import both, live


@pytest.fixture
def here(monkeypatch, tmp_path) -> FileWithdrawals:
    made = FileWithdrawals(tmp_path / "pages.withdrawn", with_database=True)
    monkeypatch.setattr(stamps, "withdrawals", made)
    return made


ACTS: dict[str, Callable[[Any], object]] = {
    "taken down": lambda page: page.unpublish(),
    "expired": lambda page: page.page_ptr.unpublish(set_expired=True),
    "deleted": lambda page: page.delete(),
    "another version": lambda page: page.save_revision().publish(),
}


def test_what_is_committed_leaves_no_copy_when_the_database_stops_right_then(transactional_db, tmp_path, monkeypatch):
    def stops(*args, **kwargs):
        raise OperationalError

    pages = {name: policy(f"p{number}") for number, name in enumerate(ACTS)}
    for signal in (page_published, page_unpublished):
        monkeypatch.setattr(signal, "send", stops)
    left = {}
    for name, act in ACTS.items():
        here = FileWithdrawals(tmp_path / name, with_database=True)
        monkeypatch.setattr(stamps, "withdrawals", here)
        mark = here.mark()
        with suppress(OperationalError):
            act(pages[name])
        left[name] = mark == "" or here.allows(mark)

    assert left == dict.fromkeys(ACTS, False)


def test_a_translation_is_down_too_when_the_database_stops_right_then(transactional_db, monkeypatch):
    pages = both()

    def stops(*args, **kwargs):
        if not connection.in_atomic_block:
            raise OperationalError

    monkeypatch.setattr(page_unpublished, "send", stops)
    with pytest.raises(OperationalError):
        pages[0].unpublish()

    assert live(*pages) == [False, False]


def test_a_draft_that_is_saved_leaves_the_copies(transactional_db, here):
    page = policy("p1")
    mark = here.mark()
    page.title = "anders"
    page.save_revision()

    assert here.allows(mark) is True


def test_a_copy_of_a_page_or_of_a_list_with_it_ends_when_the_page_expires(transactional_db, here):
    ends = timezone.now() + timedelta(hours=1)
    policy("p1", expire_at=ends)

    for path in ("/policies/p1/", "/policies/", "/", "/sitemap.xml", "/sitemap/", "/policies/feed.xml"):
        with noting() as found:
            status = Client().get(path).status_code
        assert (path, status, ends in found) == (path, 200, True)


def test_a_page_whose_time_is_over_is_gone_though_no_worker_has_taken_it_down(transactional_db):
    old, new = policy("p0"), policy("p1", expire_at=timezone.now() + timedelta(hours=1))
    relation(new, "replaces", old)
    addresses = ("/policies/p1/", "/policies/p1/changes/")
    before = [Client().get(path).status_code for path in addresses]

    PolicyPage.objects.filter(slug="p1").update(expire_at=timezone.now())
    stamps.stamp.bump()  # a copy would have ended by itself in that hour

    assert (before, [Client().get(path).status_code for path in addresses]) == ([200, 200], [404, 404])
