"""Fewer places at the database than threads: the rest is refused quickly, with whom to call."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from portal.web import connections
from portal.web.connections import Line, PlacesMiddleware, Taken

IN = {settings.SESSION_COOKIE_NAME: "x"}


@pytest.fixture
def middleware() -> PlacesMiddleware:
    return PlacesMiddleware(lambda request: HttpResponse("done"))


@pytest.fixture
def taken(middleware: PlacesMiddleware) -> Iterator[ExitStack]:
    """Every place is taken, for long."""
    with ExitStack() as inside:
        while True:
            try:
                inside.enter_context(middleware.lines[0].place())
            except Taken:
                break
        yield inside


def request(path: str = "/places/", method: str = "get", *, signed_in: bool = False, **data: str) -> HttpRequest:
    made: HttpRequest = getattr(RequestFactory(), method)(path, data)
    made.COOKIES = dict(IN) if signed_in else {}
    return made


def test_with_every_place_taken_the_answer_is_503_within_50_ms_and_says_when_and_whom_to_call(middleware, taken):
    def ask() -> tuple[float, HttpResponse]:
        began = time.perf_counter()
        answer = middleware(request("/en/places/"))
        return time.perf_counter() - began, answer

    took, answer = min((ask() for _ in range(5)), key=lambda asked: asked[0])  # the machine may be busy with others

    assert (answer.status_code, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (
        503,
        "5",
        "no-store",
    )
    html = answer.content.decode()
    assert ('lang="en"' in html[:60], 'href="tel:110"' in html, 'href="tel:12355"' in html) == (True, True, True)
    assert took < 0.05


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/reading/"])
def test_what_machines_ask_needs_no_place(middleware, taken, path):
    assert middleware(request(path)).content == b"done"


def test_a_place_that_was_left_is_there_for_the_next(middleware, taken):
    taken.pop_all().close()
    assert [middleware(request()).content for _ in range(20)] == [b"done"] * 20


def test_a_place_is_left_when_the_answer_is_an_error(middleware):
    def fail(request: HttpRequest) -> HttpResponse:
        raise ValueError("broken")

    middleware.get_response = fail
    for _ in range(20):
        with pytest.raises(ValueError, match="broken"):
            middleware(request())
    middleware.get_response = lambda request: HttpResponse("done")
    assert middleware(request(signed_in=True)).content == b"done"


class TestWhoHasASession:
    """Staff who all wait for one lock leave the public its pages, and a report its way in."""

    @pytest.fixture(autouse=True)
    def _staff_wait(self, middleware) -> Iterator[None]:
        with ExitStack() as inside:
            for line in reversed(middleware.lines):
                for _ in range(connections.serving.PLACES_WITH_SESSION):
                    inside.enter_context(line.place())
            yield

    def test_leaves_the_rest_to_the_public(self, middleware):
        assert middleware(request(signed_in=True)).status_code == 503
        assert middleware(request()).content == b"done"
        assert middleware(request("/report/", "post", words="x")).content == b"done"

    def test_and_who_sends_leaves_one_to_who_reads(self, middleware):
        with middleware.lines[1].place(), middleware.lines[0].place():
            assert middleware(request("/report/", "post", words="x")).status_code == 503
            assert middleware(request()).content == b"done"


def test_while_places_become_free_one_waits_for_them(monkeypatch):
    line = Line(1, 1)
    with line.place():
        pass
    held = threading.Event()

    def hold() -> None:
        with line.place():
            held.set()
            time.sleep(0.1)

    threading.Thread(target=hold).start()
    held.wait()
    with line.place():
        pass


def test_a_place_that_was_held_for_long_is_no_sign_that_they_become_free(monkeypatch):
    monkeypatch.setattr(connections, "LONG", 0.0)
    line = Line(1, 1)
    with line.place():
        pass
    with line.place():
        began = time.perf_counter()
        with pytest.raises(Taken), line.place():
            pass
        assert time.perf_counter() - began < connections.MOVING / 2


def test_only_so_many_wait(monkeypatch):
    line = Line(1, 0)
    with line.place(), pytest.raises(Taken), line.place():
        pass
