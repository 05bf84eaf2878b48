"""Showing what was typed in its form, unsaved; or on other pages, where it waits."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from portal.accounts.middleware import rooms
from portal.input.asked import this_page

from . import keeping, marks, waiting
from .filling import Filled, fill, place_notice
from .keeping import Typed

GONE = {403, 404}


def give_back(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page with what was typed on it; where the person may not come any more, nothing, and it is forgotten."""
    page, user = this_page(request), request.user
    if response.status_code in GONE:
        keeping.forget(user, page)  # type: ignore[arg-type]  # something is noted for who is signed in
    if not _is_page(request, response):
        return response
    html = response.content.decode(response.charset)
    if typed := keeping.typed_on(user, page):  # type: ignore[arg-type]  # as above
        filled = fill(html, typed)
        response.content = place_notice(page, filled.html, _notice(request, typed, filled))
    elif waits := keeping.newest_of(user):  # type: ignore[arg-type]  # as above
        response.content = place_notice(page, html, _notice(request, waits))
    else:
        waiting.nothing_more(request)
    return response


def _is_page(request: HttpRequest, response: HttpResponse) -> bool:
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    in_sign_in = rooms(request.path_info)[0] == marks.SIGN_IN_ROOM
    return response.status_code == 200 and is_html and not response.streaming and not in_sign_in


def _notice(request: HttpRequest, typed: Typed, filled: Filled | None = None) -> str:
    context = {"typed": typed, "filled": filled, "is_admin": rooms(request.path_info)[0] == "admin"}
    return render_to_string("unsaved/notice.html", context, request)
