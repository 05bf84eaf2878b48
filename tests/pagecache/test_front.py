"""The front door gives what is in memory as the middleware would, and lets everything else in."""

from __future__ import annotations

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path

from portal.pagecache.front import with_pages_from_memory
from portal.pagecache.middleware import PageCacheMiddleware
from portal.pagecache.stamp import stamp

PROXY = {"HTTP_X_FORWARDED_PROTO": "https"}


class Door:
    """A web server's application; counts who was let in and how many pages were made."""

    def __init__(self) -> None:
        self.let_in = self.made = 0
        self.application = with_pages_from_memory(self.make)

    def make(self):
        cached = PageCacheMiddleware(self.page)

        def inside(environ, start_response):
            self.let_in += 1
            response = cached(WSGIRequest(environ))
            start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
            return response

        return inside

    def page(self, request):
        self.made += 1
        return HttpResponse(f"page {self.made} {request.scheme}", headers={"X-Kind": "page"})

    def get(self, path="/", method="get", **meta):
        told = []
        ask = getattr(RequestFactory(), method)
        body = self.application(ask(path, **meta).environ, lambda *answer: told.append(answer))
        return told[0][0], dict(told[0][1]), b"".join(body)


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.mark.parametrize("encodings", ["", "gzip, br"])
def test_the_second_visitor_gets_the_same_page_without_being_let_in(door, encodings):
    first, second = [door.get(HTTP_ACCEPT_ENCODING=encodings) for _ in range(2)]

    assert (first == second, door.let_in, second[0]) == (True, 1, "200 OK")
    assert (second[1]["X-Kind"], second[1]["Vary"]) == ("page", "Accept-Encoding")


def test_a_change_lets_the_next_visitor_in(door):
    door.get()
    stamp.bump()
    door.get()

    assert (door.let_in, door.made) == (2, 2)


@pytest.mark.parametrize("cookie", ["sessionid=x", "theme=dark; sessionid=x", "messages=x"])
def test_who_brings_something_personal_is_let_in_and_leaves_no_page(door, cookie):
    for _ in range(2):
        door.get(HTTP_COOKIE=cookie)

    assert (door.let_in, door.made) == (2, 2)


def test_reading_preferences_have_pages_of_their_own(door):
    seen = [door.get(HTTP_COOKIE=cookie)[2] for cookie in ("theme=dark", "theme=light", "theme=dark; size=normal")]

    assert (seen[0] == seen[2] != seen[1], door.let_in) == (True, 2)


@pytest.mark.parametrize(("address", "method"), [("/search/?q=x", "get"), ("/", "post"), ("/", "head")])
def test_what_is_never_kept_is_let_in(door, address, method):
    for _ in range(2):
        door.get(address, method)

    assert door.let_in == 2


def test_encrypted_is_what_the_proxy_in_front_says(door, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    seen = [door.get(**meta)[2] for meta in (PROXY, {}, PROXY, {"HTTP_X_FORWARDED_PROTO": "https, http"})]

    assert (seen, door.let_in) == ([b"page 1 https", b"page 2 http", b"page 1 https", b"page 1 https"], 2)


def test_what_a_stranger_says_of_encryption_counts_for_nothing(door):
    assert [door.get(**meta)[2] for meta in (PROXY, {})] == [b"page 1 http"] * 2


def test_it_is_the_memory_of_the_middleware_that_django_makes(settings):
    settings.MIDDLEWARE = ["portal.pagecache.middleware.PageCacheMiddleware"]
    settings.ROOT_URLCONF = __name__
    let_in = []

    def make():
        django = get_wsgi_application()
        return lambda environ, start_response: (let_in.append(1), django(environ, start_response))[1]

    application = with_pages_from_memory(make)
    bodies = [b"".join(application(RequestFactory().get("/").environ, lambda *said: None)) for _ in range(2)]

    assert (bodies, len(let_in)) == ([b"page"] * 2, 1)


urlpatterns = [path("", lambda request: HttpResponse("page"))]
