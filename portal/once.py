"""A form that is sent twice by a double click changes things once: its one-time key is remembered for an hour."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

ONE_HOUR = 60 * 60
WORKING = "working"
WAIT_STEPS, WAIT_SECONDS = 20, 0.1


class OnceMiddleware:
    """Runs the view for the first POST of a `{% post %}` form; the same POST again goes where the first one went.

    Forms without a key pass. A POST that did not end in a redirect (errors were shown, or it failed) may be sent again.
    Who goes back, changes an answer and sends the page again sends another POST: it counts.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request, or the result that it has had already."""
        key = _cache_key(request)
        if key is None:
            return self.get_response(request)
        if not cache.add(key, WORKING, ONE_HOUR):
            return _same_result(request, key)
        return self._first_time(request, key)

    def _first_time(self, request: HttpRequest, key: str) -> HttpResponse:
        location = ""
        try:
            response = self.get_response(request)
            location = response.headers.get("Location", "")
        finally:
            if location:
                cache.set(key, location, ONE_HOUR)
            else:
                cache.delete(key)
        return response


def _cache_key(request: HttpRequest) -> str | None:
    """What was sent, by whom, and where to; None when there is no one-time key in it."""
    if request.method != "POST" or not request.POST.get("once"):
        return None
    files = [(name, file.name, file.size) for name, found in request.FILES.lists() for file in found]
    sent = repr((request.user.pk, request.get_full_path(), sorted(request.POST.lists()), files))
    return f"once:{hashlib.sha256(sent.encode()).hexdigest()}"


def _same_result(request: HttpRequest, key: str) -> HttpResponse:
    """Where the first POST went; the page itself when the first is still at work or ended with errors."""
    location = cache.get(key)
    for _step in range(WAIT_STEPS):
        if location != WORKING:
            break
        time.sleep(WAIT_SECONDS)
        location = cache.get(key)
    messages.info(request, _("We already have this. It was sent twice; the second time changed nothing."))
    return redirect(location if location and location != WORKING else request.get_full_path())
