"""Many visitors at once: one makes a page anew, the others see the one of before, never what has left the public."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpResponse
from django.test import RequestFactory

from portal.pagecache import front, generations
from portal.pagecache import middleware as module
from portal.pagecache import stamp as stamps
from portal.pagecache.generations import FileStamp, PolledStamp
from portal.pagecache.lasting import Shown, shows

SECONDS = 10  # that a test waits for a thread before it fails


@pytest.fixture(params=["one host", "several hosts"])
def stamp(request, monkeypatch, tmp_path, here) -> FileStamp | PolledStamp:
    monkeypatch.setattr(generations, "cache", LocMemCache(str(tmp_path), {}))
    made = FileStamp(tmp_path / "stamp") if request.param == "one host" else PolledStamp()
    for place in (module, stamps, front):
        monkeypatch.setattr(place, "stamp", made)
    return made


class Site:
    """A site whose pages are made only when they are let; each says what was so when it was begun."""

    def __init__(self) -> None:
        self.now, self.begun, self.made, self.shows_figures = "old", threading.Semaphore(0), 0, True
        self.let = threading.Event()
        self.let.set()
        self.cached = module.PageCacheMiddleware(self.answer)
        self.people = ThreadPoolExecutor(20)

    def answer(self, request):
        part, said = Shown(), self.now
        part.figures = self.shows_figures
        shows(part)
        self.made += 1
        self.begun.release()
        assert self.let.wait(SECONDS)
        return HttpResponse(said)

    def visit(self, **cookies: str) -> str:
        request = RequestFactory().get("/")
        request.COOKIES.update(cookies)
        return self.cached(request).content.decode()

    def visitor(self) -> Future[str]:
        return self.people.submit(self.visit)

    def somebody_makes_it(self) -> Future[str]:
        """A visitor who has begun to make the page and is held there."""
        while self.begun.acquire(blocking=False):
            pass
        self.let.clear()
        visitor = self.visitor()
        assert self.begun.acquire(timeout=SECONDS)
        return visitor


@pytest.fixture
def site(stamp, clock):
    made = Site()
    made.visit()
    clock.go_on(0.5)
    yield made
    made.let.set()
    made.people.shutdown()


def test_a_figure_is_made_anew_by_one_while_all_others_see_the_one_of_before(site, stamp, clock):
    site.visit()
    site.now = "new"
    stamp.renew()
    one = site.somebody_makes_it()
    others = [site.visitor() for _ in range(15)]
    seen = {other.result(SECONDS) for other in others}
    site.let.set()

    assert (seen, one.result(SECONDS), site.visit(), site.made) == ({"old"}, "new", "new", 2)


def test_the_figure_of_before_is_shown_for_two_seconds_and_no_longer(site, stamp, clock):
    site.visit()
    stamp.renew()
    site.now = "new"
    one = site.somebody_makes_it()
    clock.go_on(stamp.late - 0.1)
    seen = site.visit()
    clock.go_on(0.2)
    late = site.visitor()
    site.let.set()

    assert (seen, late.result(SECONDS), one.result(SECONDS), site.made) == ("old", "new", "new", 2)


def test_a_copy_that_nobody_has_asked_for_lately_is_none_of_just_before(site, stamp, clock):
    clock.go_on(30)
    site.now = "new"
    stamp.renew()
    one = site.somebody_makes_it()
    other = site.visitor()
    site.let.set()

    assert (one.result(SECONDS), other.result(SECONDS), site.made) == ("new", "new", 2)


def test_of_what_has_left_the_public_nobody_sees_a_copy(site, stamp):
    site.visit()
    site.now = "new"
    stamp.bump()
    one = site.somebody_makes_it()
    others = [site.visitor() for _ in range(5)]
    site.let.set()

    assert ({other.result(SECONDS) for other in [one, *others]}, site.made) == ({"new"}, 2)


def test_what_leaves_the_public_while_a_page_is_made_is_in_nobodys_page_who_comes_after(site, stamp):
    stamp.bump()
    one = site.somebody_makes_it()
    site.now = "new"
    stamp.bump()
    others = [site.visitor() for _ in range(5)]
    site.let.set()

    assert (one.result(SECONDS), {other.result(SECONDS) for other in others}) == ("old", {"new"})


def test_a_page_without_figures_is_not_made_anew_for_one(site, stamp):
    site.shows_figures = False
    stamp.bump()
    site.visit()
    stamp.renew()
    site.visit()

    assert site.made == 2


def test_a_page_that_takes_long_rests_before_it_is_made_anew_for_another_figure(site, stamp, clock):
    answer = site.cached.get_response
    site.cached.get_response = lambda request: (clock.go_on(0.05), answer(request))[1]
    seen = []
    stamp.bump()
    for number in range(12):
        site.now = f"figure {number}"
        stamp.renew()
        seen.append(site.visit())
        clock.go_on(0.11)

    assert seen == [f"figure {number}" for number in [0] * 5 + [5] * 5 + [10] * 2]


def test_a_minute_is_over_for_one_visitor_and_not_for_all_at_once(site, stamp, clock):
    for _ in range(118):
        clock.go_on(0.5)
        site.visit()
    clock.go_on(0.6)
    one = site.somebody_makes_it()
    others = {site.visitor().result(SECONDS) for _ in range(5)}
    site.let.set()

    assert (others, one.result(SECONDS), site.made) == ({"old"}, "old", 2)


def test_who_cannot_leave_a_page_behind_keeps_nobody_waiting(site, stamp, clock):
    clock.go_on(30)
    stamp.renew()
    site.let.clear()
    one = site.people.submit(site.visit, csrftoken="x")
    for _ in range(2):
        assert site.begun.acquire(timeout=SECONDS)
    other = site.visitor()
    assert site.begun.acquire(timeout=SECONDS)
    site.let.set()

    assert (one.result(SECONDS), other.result(SECONDS), site.made) == ("old", "old", 3)


def test_where_making_it_fails_it_is_the_next_ones_turn(site, stamp):
    answer = site.cached.get_response
    stamp.bump()
    site.cached.get_response = lambda request: 1 / 0
    with pytest.raises(ZeroDivisionError):
        site.visit()
    site.cached.get_response = answer

    assert (site.visit(), site.made) == ("old", 2)
