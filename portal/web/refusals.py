"""Every page that says no: what happened, why, what next, and whom to call. Kept by no cache; sets no cookie."""

from __future__ import annotations

import logging
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

from portal.changes import constraints
from portal.changes.denied import Denied
from portal.pages.comfort import reading_of
from portal.pages.languages import home_url
from portal.site.hotlines import hotlines_without_asking
from portal.web import maintenance
from portal.web.signed_cache import NotWritten
from portal.web.unreadable import is_unreadable, was_unreadable, without_unreadable

# Twenty documents of an editor are 60 MB together: a little more is told beside the field, much more here.
LARGEST_BODY = 100 * 1024 * 1024
# No page of ours asks for more; whatever a page repeats in its links stays small.
LONGEST_QUERY = 8000
# After how many seconds another try is worth it.
AWAY, TOO_MANY, MAINTENANCE, BUSY = 120, 300, 600, 5
# What PostgreSQL and SQLite say when somebody else holds what we wanted, or we took too long: nothing was written.
BUSY_STATES = frozenset({"55P03", "57014", "40P01", "40001", "25P03"})
BUSY_CODES = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
# So much of a form goes into the page that gives it back, and nothing of one with a secret in it.
MOST_GIVEN_BACK = 64 * 1024
SECRET_FIELDS = ("password", "code", "secret")
# What still answers while the site is closed: machines, and the switch for larger words on the page that says so.
ALWAYS_OPEN = ("/healthz", "/readyz", "/reading/")

logger = logging.getLogger("portal.refusals")
_told = {"at": float("-inf")}

# Forms whose words are given back when they could not be taken: the name of the view → its page and its fields.
_kept: dict[str, tuple[str, Sequence[str], dict[str, Any]]] = {}


def give_back(view_name: str, template: str, fields: Sequence[str], **context: Any) -> None:
    """Called from AppConfig.ready(): a POST to this view that fails is answered with `template` and what was typed.

    The first of `fields` is what people wrote; without it there is nothing to give back. The template is shown
    without a database, with `field`, `words`, `others` (pairs of name and value) and `context`.
    """
    _kept[view_name] = (template, fields, context)


class RefusalMiddleware:
    """Refuses what cannot be served at all; gives a page to refusals that have none, and lets nobody keep one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The site's answer, or a page that says why there is none."""
        response = _refused(request) or self.get_response(request)
        if response.status_code < 400:
            return response
        if response.status_code == 405 and not response.content:
            response = _plain(request, "405.html", 405, headers={"Allow": response.headers.get("Allow", "")})
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 for what is too large: it cannot be read, so there is nothing to give back."""
    too_large = isinstance(exception, RequestDataTooBig | TooManyFilesSent)
    return _plain(request, "413.html", 413) if too_large else _plain(request, "400.html", 400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form of which we cannot know who sent it."""
    response = _plain(request, "403_csrf.html", 403)
    response.is_from_elsewhere = True  # type: ignore[attr-defined]  # not the person: no refusal of theirs
    return response


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _full(request, "403.html", 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _full(request, "404.html", 404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429; allauth asks the URLconf for it."""
    return _full(request, "429.html", 429, headers={"Retry-After": str(TOO_MANY)})


def server_error(request: HttpRequest) -> HttpResponse:
    """500; 503 when it is only that the database does not answer or somebody else holds what was asked for.

    409 when somebody else was there first, and it happened where no rule of ours could say so (the editors' admin).
    """
    error = sys.exc_info()[1]
    if _is_busy(error):
        return busy(request)
    if _is_database_away(error):
        return unavailable(request)
    if was_unreadable(error):
        return unreadable(request)
    if isinstance(error, IntegrityError) and (reason := constraints.reason_of(error)):
        return met(request, reason)
    if isinstance(error, Denied):
        return met(request, error.reason)
    return given_back(request, 500) or _plain(request, "500.html", 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: closed for maintenance, with the time it ends if the operator gave one, or without a database."""
    closed = maintenance.closed()
    wait = closed.seconds_left(otherwise=MAINTENANCE) if closed else AWAY
    context, headers = {"closed": closed}, {"Retry-After": str(wait)}
    return given_back(request, 503, context, headers) or _plain(request, "503.html", 503, context, headers)


def busy(request: HttpRequest) -> HttpResponse:
    """503: too many at once, or somebody else is changing the same; in a moment it works. Nothing was written."""
    context, headers = {"busy": True}, {"Retry-After": str(BUSY)}
    again = given_back(request, 503, context, headers)
    response = again or _plain(request, "503_busy.html", 503, {"typed": _typed(request)}, headers)
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark: a crowd must not fill the disk with tracebacks
    if time.monotonic() - _told["at"] > 1:
        _told["at"] = time.monotonic()
        logger.warning("requests are refused: every place at the database is taken, or a lock is held")
    return response


def unreadable(request: HttpRequest) -> HttpResponse:
    """400: a character that nobody typed; a report gets its words back, for they may be about a child in danger."""
    return given_back(request, 400) or _plain(request, "400.html", 400)


def met(request: HttpRequest, reason: Any) -> HttpResponse:
    """409: somebody else has saved the same at the same moment. Sent again, the form says it beside the field."""
    response = _plain(request, "409.html", 409, {"reason": reason.label, "typed": _typed(request)})
    response._has_been_logged = True  # type: ignore[attr-defined]  # as below: nothing is wrong with the machine
    return response


def given_back(
    request: HttpRequest, status: int, context: dict[str, Any] | None = None, headers: dict[str, str] | None = None
) -> HttpResponse | None:
    """The page of `give_back` with what was typed, to be sent again; None when nothing was."""
    if request.method != "POST" or (name := _view_name(request)) not in _kept:
        return None
    template, (field, *others), known = _kept[name]
    if not (words := without_unreadable(request.POST.get(field, ""))):
        return None
    typed = [(other, without_unreadable(request.POST[other])) for other in others if request.POST.get(other)]
    own = {**known, "field": field, "words": words, "others": typed}
    return _plain(request, template, status, (context or {}) | own, headers)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, to be sent again as it is, its keys against forgery and double sending too.

    Empty for what cannot be sent again from a page: files, secrets, and what is very long.
    """
    if request.method != "POST" or request.FILES:
        return []
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    secret = any(word in name for name, _value in pairs for word in SECRET_FIELDS)
    return [] if secret or sum(len(value) for _name, value in pairs) > MOST_GIVEN_BACK else pairs


def _refused(request: HttpRequest) -> HttpResponse | None:
    """What is answered before anybody looks at the address."""
    if maintenance.closed() and not request.path_info.startswith(ALWAYS_OPEN):
        return unavailable(request)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdigit() and int(length) > LARGEST_BODY:
        return _plain(request, "413.html", 413)
    if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
        return _plain(request, "413.html", 414)
    return unreadable(request) if is_unreadable(request) else None


def _is_database_away(error: BaseException | None) -> bool:
    """Whether the driver got no answer; a wrong question or a broken rule is a fault of ours."""
    if type(error) is DatabaseError:
        return error.__cause__ is not None  # a damaged file; without a cause it is Django's own
    return type(error) in {OperationalError, InterfaceError}


def _is_busy(error: BaseException | None) -> bool:
    """Whether the database answered that somebody else is in the way."""
    if isinstance(error, NotWritten):
        return True
    cause = error.__cause__ if isinstance(error, OperationalError) else None
    code = getattr(cause, "sqlite_errorcode", None)
    return getattr(cause, "sqlstate", None) in BUSY_STATES or (code is not None and code & 0xFF in BUSY_CODES)


def _view_name(request: HttpRequest) -> str:
    """Also when the request came to no view: empty for an address that does not exist."""
    with override(_language(request)):
        try:
            return (request.resolver_match or resolve(request.path_info)).view_name
        except Resolver404:
            return ""


def _full(request: HttpRequest, template: str, status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    """With the site's head and menu; if they cannot be had, the answer is 503."""
    with override(_language(request)):
        # `exception`: what was refused has no title and no picture to be shared.
        return _not_kept(render(request, template, {"exception": status}, status=status), headers)


def _plain(
    request: HttpRequest,
    template: str,
    status: int,
    context: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> HttpResponse:
    """Asks neither database nor session."""
    with override(_language(request)):
        known = {
            "request": request,
            "status": status,
            "reading": reading_of(request.COOKIES),
            "home_url": home_url(),
            "hotlines": hotlines_without_asking(),
        }
        html = render_to_string(template, known | (context or {}))
    return _not_kept(HttpResponse(html, status=status), headers)


def _not_kept(response: HttpResponse, headers: dict[str, str] | None) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response


def _language(request: HttpRequest) -> str:
    """By the address alone: what fails early comes before anybody has set the language."""
    return get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
