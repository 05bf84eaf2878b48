"""Serves public pages whole from memory to visitors without a session; first in the chain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict, split_domain_port, validate_host

from portal.asked import names_no_page
from portal.reading import reading_of

from .lasting import expires_at
from .stamp import stamp
from .store import Key, Page, PageStore

# While the database is away an older one is better than none: what it says about whom to call still holds.
SECONDS_WITHOUT_DATABASE = 6 * 60 * 60
# Pages can be asked for in very many writings of their address: both what one takes and what all take has an end.
MAX_PAGES, MAX_BYTES = 2000, 64 * 1024 * 1024
MAX_BODY_BYTES = 512 * 1024
LONGEST_ADDRESS = 600
READING_COOKIES = frozenset({"theme", "size"})
QUERY_KEYS = frozenset({"page", "audience", "topic", "level", "status", "area", "age", "action", "kind"})
QUERY_KEYS |= {"view", "month", "week", "when", "has", "room", "open"}
CONTENT_TYPES = ("text/html", "application/xml", "application/atom+xml", "text/xml")


class PageCacheMiddleware:
    """One dictionary a process. The generation is read before rendering, so a page is never newer than its stamp."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.store = PageStore(max_pages=MAX_PAGES, max_bytes=MAX_BYTES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve from memory when allowed, else render, and keep what everyone may see."""
        key = key_for(request)
        if key is None:
            return self.get_response(request)
        generation = stamp.read()
        page = self.store.get(key, generation)
        if page is None:
            until = expires_at()
            response = self.get_response(request)
            if may_keep(request, response):
                page = Page.of(response, expires_at=until)
                self.store.put(key, page, generation)
            elif response.status_code == 503:
                page = self.store.get(key, generation, late=SECONDS_WITHOUT_DATABASE)
            if page is None:
                return response
        return page.response(accepts_gzip="gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""))


def key_for(request: HttpRequest) -> Key | None:
    """What the page depends on, or None when the request may be personal or its variants are unbounded."""
    if request.method != "GET" or settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES:
        return None
    query = request.META.get("QUERY_STRING", "")
    if len(request.path_info) + len(query) > LONGEST_ADDRESS:
        return None
    if query and not QUERY_KEYS.issuperset(QueryDict(query)):
        return None
    host, port = request.META.get("HTTP_HOST", ""), request.META.get("SERVER_PORT", "")
    if not is_own(host, str(port), tuple(settings.ALLOWED_HOSTS)):
        return None
    return (
        host,
        request.scheme or "",
        request.path_info,
        query,
        *astuple(reading_of(request)),
    )


@lru_cache(maxsize=100)
def is_own(host: str, port: str, allowed: tuple[str, ...]) -> bool:
    """Whether the header is a name of ours in its one writing, with a port (none, this server's, the site's) of ours.

    What pages say of their own address comes from it: a stranger's port would be a page of its own, 65,535 times over.
    """
    ports = {"", port, str(urlsplit(settings.WAGTAILADMIN_BASE_URL).port or "")}
    name, given = split_domain_port(host)
    written = f"{name}:{given}" if given else name
    return not host or (written == host and given in ports and validate_host(name, allowed))


def may_keep(request: HttpRequest, response: HttpResponse) -> bool:
    """Only a complete public page, rendered for someone who brought nothing but reading preferences."""
    control = response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and READING_COOKIES.issuperset(request.COOKIES)
        and "private" not in control
        and "no-store" not in control
        and response.get("Content-Type", "").startswith(CONTENT_TYPES)
        and "CSRF_COOKIE" not in request.META
        and not names_no_page(request)
        and len(response.content) <= MAX_BODY_BYTES
    )
