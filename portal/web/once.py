"""A form that is sent twice by a double click changes things once: its one-time key is remembered for an hour."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

ONE_HOUR = 60 * 60
# Longer than any request takes; a process that was killed meanwhile keeps nobody from sending again.
TWO_MINUTES = 2 * 60
WORKING = "working"
WAIT_STEPS, WAIT_SECONDS = 20, 0.1
SENT_TWICE = _("We already have this. It was sent twice; the second time changed nothing.")
AT_WORK = _("What you sent is still being worked on. Look again in a moment; if nothing has changed, send it again.")


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
        for _step in range(WAIT_STEPS):
            # Again and again: the first one may end with errors, and then this one shows them.
            if cache.add(key, WORKING, TWO_MINUTES):
                return self._first_time(request, key)
            if (location := cache.get(key)) not in {WORKING, None}:
                messages.info(request, SENT_TWICE)
                return redirect(location)
            time.sleep(WAIT_SECONDS)
        messages.info(request, AT_WORK)
        return redirect(request.get_full_path())

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
