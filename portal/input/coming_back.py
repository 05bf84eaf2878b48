"""Back from a record to the list as it was left: its filters and its place are kept by the browser, in one cookie.

Not in the record's address, where an act on it would lose them, nor in the session, which two requests at once would
write over each other. What somebody searched for is sent by POST and is in no address, so it is not kept either.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from portal.input.asked import MOST_REPEATED, repeated

COOKIE = "lists"
# Bytes; a browser takes 4,096. What was seen longest ago makes room.
MOST_KEPT = 1_500
View = Callable[..., HttpResponse]


def keeps_place(view: View) -> View:
    """A list of the desk: records lead back to it as it was last seen (`{% list_url "its:name" as back %}`)."""

    @functools.wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "GET" and response.status_code == 200 and request.resolver_match:
            _keep(request, response, request.resolver_match.view_name, repeated(request).urlencode())
        return response

    kept.keeps_place = True  # type: ignore[attr-defined]  # read by the guard tests
    return kept


def list_address(request: HttpRequest, url_name: str) -> str:
    """Where this list was left by this browser; the list itself where it was not seen yet."""
    query = _kept(request).get(url_name, "")
    query = QueryDict(query).urlencode() if len(query) <= MOST_REPEATED else ""
    return f"{reverse(url_name)}?{query}" if query else reverse(url_name)


def _kept(request: HttpRequest) -> dict[str, str]:
    return dict(parse_qsl(request.COOKIES.get(COOKIE, "")[:MOST_KEPT]))


def _keep(request: HttpRequest, response: HttpResponse, url_name: str, query: str) -> None:
    before = _kept(request)
    if before.get(url_name, "") == query:
        return
    kept = {name: value for name, value in before.items() if name != url_name}
    kept |= {url_name: query} if query else {}
    while len(value := urlencode(kept)) > MOST_KEPT:
        kept.pop(next(iter(kept)))
    secure, path = settings.SESSION_COOKIE_SECURE, reverse("desk:today")
    response.set_cookie(COOKIE, value, path=path, httponly=True, secure=secure, samesite="Lax")
