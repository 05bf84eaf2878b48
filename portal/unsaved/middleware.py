"""What was sent when the session had ended is kept; on the page it came from it stands in its form again.

It is kept whatever ended the session (half an hour without work, a role that ended, another password, a browser that
was closed) and whatever is asked for now (signing in, a second step, signing in afresh): by the answer the request got.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from django.contrib import messages
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.middleware import rooms
from portal.accounts.models import User
from portal.accounts.second_factor import RETURN_KEY

from . import keeping, marks, waiting
from .giving_back import give_back

# Below the room of signing in: where a request is sent that has to show more first.
SIGN_IN = {"login", "signup", "reauthenticate", "2fa"}


class UnsavedMiddleware:
    """Stands outside of whatever ends sessions or asks for more, and inside of what gives a request its account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer; for a form that was turned away, the way back to it."""
        if request.method != "POST":
            response = self.get_response(request)
            return give_back(request, response) if waiting.is_noted(request) else response
        before = request.user.pk if request.session.session_key else None
        response = self.get_response(request)
        if not _was_turned_away(request, response):
            _forget_what_arrived(request, response)
            return response
        _drop_the_librarys_copy(request)
        mark = _mark_in(request)
        user = _whose(mark, before, request.user.pk)
        return _kept(request, response, user, mark.page) if mark and user else response


def _was_turned_away(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the view did nothing: a key against forgery of another session, or the person has to sign in first."""
    if getattr(response, "is_from_elsewhere", False):
        return True
    there = rooms(urlsplit(response.headers.get("Location", "")).path)
    is_sign_in = there[0] == marks.SIGN_IN_ROOM and bool(SIGN_IN & set(there[1:2]))
    return response.status_code == 302 and is_sign_in and rooms(request.path_info)[0] != marks.SIGN_IN_ROOM


def _drop_the_librarys_copy(request: HttpRequest) -> None:
    """Of allauth: the whole form, unsealed in the session, sent by itself once the person has signed in afresh."""
    if request.session.session_key and "request" in request.session.get(STATE_SESSION_KEY, {}):
        del request.session[STATE_SESSION_KEY]


def _mark_in(request: HttpRequest) -> marks.Mark | None:
    """The mark of the page the form stood on; None also for a form that cannot be read."""
    try:
        return marks.opened(request.POST.get(marks.FIELD, ""))
    except (BadRequest, SuspiciousOperation, MultiPartParserError, OSError):
        return None


def _whose(mark: marks.Mark | None, before: int | None, now: int | None) -> User | None:
    """The account the page was made for; nobody when the browser was, or is, somebody else's."""
    user = User.objects.filter(uuid=mark.account, is_active=True).first() if mark else None
    return user if user and {before, now} <= {user.pk, None} else None


def _kept(request: HttpRequest, response: HttpResponse, user: User, page: str) -> HttpResponse:
    """Keep it; then sign in, or back to the page of who is signed in. A program's request gets the answer it had."""
    is_kept = keeping.keep(user, page, request)
    is_here = request.user.pk == user.pk
    if is_kept and is_here:
        waiting.note(request)
    if request.headers.get("Accept") == "application/json":
        return response
    if not is_here:
        messages.warning(request, _what_becomes_of_it(is_kept))
        return redirect(f"{reverse('account_login')}?{urlencode({'next': page})}")
    return _back(request, response, page) if is_kept else response


def _what_becomes_of_it(is_kept: bool) -> str:
    if is_kept:
        return _("What you typed has not been saved. It is kept for one hour: sign in, and it is in the form again.")
    return _("What you typed has not been saved, and it was too long to be kept.")


def _back(request: HttpRequest, response: HttpResponse, page: str) -> HttpResponse:
    """Who is signed in: to the page, or over what has to be shown first."""
    where = response.headers.get("Location", "")
    if not where:
        return redirect(page)
    if RETURN_KEY in request.session:
        request.session[RETURN_KEY] = page
    parts = urlsplit(where)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return redirect(f"{parts.path}?{urlencode(asked | {'next': page})}" if "next" in asked else where)


def _forget_what_arrived(request: HttpRequest, response: HttpResponse) -> None:
    """The form was sent once more and reached its page: it is saved, or stands there with what is wrong."""
    if response.status_code >= 500 or not waiting.is_noted(request) or (mark := _mark_in(request)) is None:
        return
    typed = keeping.typed_on(request.user, mark.page)  # type: ignore[arg-type]  # noted for who is signed in
    if typed and typed.action == request.get_full_path():
        keeping.forget(request.user, mark.page)  # type: ignore[arg-type]  # as above
