"""A session of staff ends when nothing was done in it; a browser that was remembered gets its cookie."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from .devices import give_cookie, is_seen

SEEN, BEGAN = "seen", "began"
# Seconds between two notes that a session is in use.
EACH = 60
# Asked by pages by themselves while nobody is there.
BY_ITSELF = "/editing-sessions/"


def begin(request: HttpRequest, **kwargs: object) -> None:
    """Somebody has just signed in: from now on the time counts."""
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


class SessionsMiddleware:
    """Ends sessions that are over, and notes that the others are in use, once a minute."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request, or lead to signing in and from there back to where one was."""
        if request.session.session_key and request.user.is_authenticated and (reason := self._over(request)):
            back = _back_to(request)
            logout(request)
            messages.info(request, reason)
            return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")
        response = self.get_response(request)
        give_cookie(request, response)
        return response

    def _over(self, request: HttpRequest) -> str:
        """Why this session is over; empty when it goes on."""
        now, session = int(time.time()), request.session
        began, seen = session.setdefault(BEGAN, now), session.setdefault(SEEN, now)
        if now - began > settings.SESSION_COOKIE_AGE:
            return _("You signed in long ago. Please sign in again.")
        idle = settings.TONGXIN_STAFF_IDLE_MINUTES * 60
        if now - seen > idle and request.user.works_here:  # type: ignore[union-attr]  # authenticated
            minutes = {"minutes": settings.TONGXIN_STAFF_IDLE_MINUTES}
            return _("You were signed out, as nothing was done for %(minutes)s minutes.") % minutes
        if now - seen >= EACH and BY_ITSELF not in request.path_info:
            session[SEEN] = now
            if not is_seen(session, request.user):  # type: ignore[arg-type]  # authenticated
                return _("This browser was signed out.")
        return ""


def _back_to(request: HttpRequest) -> str:
    """The page that was asked for, or the one on which something was sent."""
    if request.method == "GET":
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        parts = urlsplit(came_from)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return reverse("after_login")
