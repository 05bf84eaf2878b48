"""Two stamps: whatever leaves, comes or changes renews every page, a figure those that show one."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from django.db import OperationalError

from portal.pagecache.generations import CACHE_KEYS, FileStamp, Generation, PolledStamp


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "deep" / "stamp"


@pytest.fixture(params=["one host", "several hosts"])
def two(request, path) -> tuple[FileStamp | PolledStamp, FileStamp | PolledStamp]:
    """The stamp as two processes have it."""
    if request.param == "one host":
        return FileStamp(path), FileStamp(path)
    request.getfixturevalue("db")
    return PolledStamp(), PolledStamp()


def read(stamp: FileStamp | PolledStamp) -> Generation:
    """Without waiting for the moment at which it would look again by itself."""
    if isinstance(stamp, PolledStamp):
        stamp._asked_at = float("-inf")
    return stamp.read()


def test_a_change_differs_from_every_other_and_leaves_the_figures(two):
    here, there = two
    seen = [read(there)]
    for _ in range(3):
        here.bump()
        seen.append(read(there))

    assert (seen[0], len({one.changed for one in seen}), {one.figures for one in seen}) == (Generation(0, 0), 4, {0})


def test_a_figure_differs_from_every_other_and_leaves_the_rest(two):
    here, there = two
    here.bump()
    seen = [read(there)]
    for _ in range(3):
        here.renew()
        seen.append(read(there))

    assert (len({one.figures for one in seen}), len({one.changed for one in seen})) == (4, 1)


def test_who_changes_it_sees_it_at_once(two):
    here, _there = two
    before = here.read()
    here.bump()
    changed = here.read()
    here.renew()

    assert (before.changed != changed.changed, changed.figures != here.read().figures) == (True, True)


@pytest.mark.parametrize(
    ("now", "shows_figures", "same"),
    [((1, 1), True, True), ((1, 2), False, True), ((1, 2), True, False), ((2, 1), False, False)],
)
def test_a_page_is_the_same_until_something_it_shows_changes(now, shows_figures, same):
    assert Generation(*now).is_same_for(Generation(1, 1), shows_figures=shows_figures) is same


def test_on_one_host_another_process_sees_it_at_its_next_look(path):
    here, there = FileStamp(path), FileStamp(path)
    here.bump()
    seen = [there.read()]
    for change in (here.renew, here.bump, here.bump):
        change()
        seen.append(there.read())

    assert len(set(seen)) == 4


def test_a_file_put_in_place_of_the_other_is_read(path):
    here, there = FileStamp(path), FileStamp(path)
    here.bump()
    before = there.read()
    path.rename(path.with_name("old"))
    here.bump()
    there._look_at = float("-inf")  # a quarter of a second later
    new = there.read()
    path.unlink()
    there._look_at = float("-inf")

    assert (new.changed > before.changed, there.read()) == (True, Generation(0, 0))


def test_an_empty_file_is_a_stamp_without_changes(path):
    path.parent.mkdir()
    path.touch()  # as an earlier version made it
    here = FileStamp(path)
    before = here.read()
    here.renew()

    assert (before, here.read().changed, here.read().figures > 0) == (Generation(0, 0), 0, True)


def test_while_the_disk_is_away_no_two_generations_are_the_same(path, monkeypatch):
    here = FileStamp(path)
    here.bump()

    def away(*args, **kwargs):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "stat", away)

    assert len({here.read() for _ in range(3)}) == 3


def test_of_changes_at_the_same_moment_none_is_lost(path):
    here = FileStamp(path)
    start = threading.Barrier(4)

    def change(act):
        start.wait()
        for _ in range(25):
            act()

    threads = [threading.Thread(target=change, args=[act]) for act in (here.bump, here.renew) * 2]
    seen = set()
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        seen.add(here.read())
    last = here.read()
    here.bump()

    assert all(one.changed <= last.changed and one.figures <= last.figures for one in seen)
    assert (here.read().changed > last.changed, here.read().figures) == (True, last.figures)


@pytest.mark.django_db
def test_a_polled_stamp_stays_while_the_database_is_away(monkeypatch):
    polled = PolledStamp()
    polled.bump()
    before = polled.read()
    monkeypatch.setattr("portal.pagecache.generations.POLL_SECONDS", 0)

    def away(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr("portal.pagecache.generations.cache.get_many", away)

    assert (polled.read() == before, before.changed != 0) == (True, True)


def test_while_one_asks_for_a_polled_stamp_the_others_go_on_with_what_is_known(monkeypatch):
    polled = PolledStamp()
    polled._value = Generation(1, 2)
    seen = []

    def ask(keys):
        seen.append(polled.read())
        return dict.fromkeys(CACHE_KEYS, 3)

    monkeypatch.setattr("portal.pagecache.generations.cache.get_many", ask)

    assert (polled.read(), seen) == (Generation(3, 3), [Generation(1, 2)])
