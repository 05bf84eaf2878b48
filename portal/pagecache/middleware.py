"""Serves public pages whole from memory to visitors without a session; first in the chain."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict, split_domain_port, validate_host

from portal.input.asked import names_no_page
from portal.pages.comfort import reading_of
from portal.web import maintenance

from .generations import Generation
from .lasting import SECONDS_WITHOUT_DATABASE, expires_at, first_end, noting
from .stamp import stamp
from .store import Key, Lasts, Page, PageStore
from .turns import Turns
from .withdrawals import withdrawals

# Pages can be asked for in very many writings of their address: both what one takes and what all take has an end.
MAX_PAGES, MAX_BYTES = 2000, 64 * 1024 * 1024
MAX_BODY_BYTES = 512 * 1024
LONGEST_ADDRESS = 600
READING_COOKIES = frozenset({"theme", "size"})
QUERY_KEYS = frozenset({"page", "audience", "topic", "level", "status", "area", "age", "action", "kind"})
QUERY_KEYS |= {"view", "month", "week", "when", "has", "room", "open"}
CONTENT_TYPES = ("text/html", "application/xml", "application/atom+xml", "text/xml")


class Memory:
    """The pages a process keeps, and who makes one anew: what the middleware and the front door share."""

    def __init__(self) -> None:
        self.store = PageStore(max_pages=MAX_PAGES, max_bytes=MAX_BYTES)
        self.turns = Turns()

    def page(self, key: Key, generation: Generation) -> Page | None:
        """The page as it is now; or for a moment the copy of before, if nothing has left the public since."""
        return self.store.get(key, generation) or self.store.before(
            key, generation, seconds=stamp.late, is_made=key in self.turns
        )


# The memory of the web server whose application is being made; tests make one for each client.
SHARED: ContextVar[Memory | None] = ContextVar("shared", default=None)


class PageCacheMiddleware:
    """One dictionary a process. The generation is read before rendering, so a page is never newer than its stamp.

    A page that was kept before is made anew by one visitor at a time. Where there is no page to be had (503), the last
    copy does, if nothing has left the public since it was made.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.memory = SHARED.get() or Memory()
        self.store, self.turns = self.memory.store, self.memory.turns

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve from memory when allowed, else render, and keep what everyone may see."""
        key = key_for(request)
        if key is None:
            return self.get_response(request)
        generation = stamp.read()
        page = self.memory.page(key, generation) or self._in_turn(request, key, generation)
        return page.response(request.META.get("HTTP_ACCEPT_ENCODING", "")) if isinstance(page, Page) else page

    def _in_turn(self, request: HttpRequest, key: Key, generation: Generation) -> Page | HttpResponse:
        """Made by this visitor if nobody else does and it can be kept, else what that one has made."""
        took = self.store.took(key)
        if took is None or not brings_nothing(request):
            return self._made(request, key, generation)
        if self.turns.take(key):
            try:
                return self.store.get(key, generation := stamp.read()) or self._made(request, key, generation)
            finally:
                self.turns.give_back(key)
        if page := self.memory.page(key, generation):
            return page
        self.turns.wait(key, usually=took)
        return self.store.get(key, generation := stamp.read()) or self._made(request, key, generation)

    def _made(self, request: HttpRequest, key: Key, generation: Generation) -> Page | HttpResponse:
        """The page as it is now, kept if it may be; or what the site answers instead of one."""
        fresh, late, mark = expires_at(), expires_at(SECONDS_WITHOUT_DATABASE), withdrawals.mark()
        as_of = time.monotonic()
        with noting() as shown:
            response = self.get_response(request)
        if may_keep(request, response):
            end = first_end(shown)
            lasts = Lasts(generation, min(fresh, end), mark, min(late, end), shown.figures)
            page = Page.of(response, lasts, as_of=as_of)
            self.store.put(key, page)
            return page
        if response.status_code == 503:
            return self._last(key) or response
        if response.status_code not in {200, 500}:
            self.store.forget(key)
        return response

    def _last(self, key: Key) -> Page | None:
        page = self.store.last(key)
        return page if page and withdrawals.allows(page.lasts.mark) and not maintenance.closed() else None


def key_for(request: HttpRequest) -> Key | None:
    """What the page depends on, or None when the request may be personal or its variants are unbounded."""
    return key_of(request.META, request.COOKIES, request.scheme or "")


def key_of(meta: Mapping[str, Any], cookies: Mapping[str, str], scheme: str) -> Key | None:
    """The same, before there is a request: of its headers, its cookies and whether it came encrypted."""
    if meta["REQUEST_METHOD"] != "GET" or settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies:
        return None
    path, query = meta.get("PATH_INFO", ""), meta.get("QUERY_STRING", "")
    if len(path) + len(query) > LONGEST_ADDRESS:
        return None
    if query and not QUERY_KEYS.issuperset(QueryDict(query)):
        return None
    host, port = meta.get("HTTP_HOST", ""), meta.get("SERVER_PORT", "")
    if not is_own(host, str(port), tuple(settings.ALLOWED_HOSTS)):
        return None
    reading = reading_of(cookies)
    return host, scheme, path, query, reading.theme, reading.size


@lru_cache(maxsize=100)
def is_own(host: str, port: str, allowed: tuple[str, ...]) -> bool:
    """Whether the header is a name of ours in its one writing, with a port (none, this server's, the site's) of ours.

    What pages say of their own address comes from it: a stranger's port would be a page of its own, 65,535 times over.
    """
    ports = {"", port, str(urlsplit(settings.WAGTAILADMIN_BASE_URL).port or "")}
    name, given = split_domain_port(host)
    written = f"{name}:{given}" if given else name
    return not host or (written == host and given in ports and validate_host(name, allowed))


def brings_nothing(request: HttpRequest) -> bool:
    """Whether the visitor sent no cookie but the reading preferences."""
    return READING_COOKIES.issuperset(request.COOKIES)


def may_keep(request: HttpRequest, response: HttpResponse) -> bool:
    """Only a complete public page, rendered for someone who brought nothing but reading preferences."""
    control = response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and brings_nothing(request)
        and "private" not in control
        and "no-store" not in control
        and response.get("Content-Type", "").startswith(CONTENT_TYPES)
        and "CSRF_COOKIE" not in request.META
        and not names_no_page(request)
        and len(response.content) <= MAX_BODY_BYTES
    )
