"""A form that is sent twice by a double click changes things once: its one-time key is remembered for an hour."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]
ONE_HOUR = 60 * 60
WORKING = "working"
WAIT_STEPS, WAIT_SECONDS = 20, 0.1


def once(view: View) -> View:
    """Run the view for the first POST of a `{% post %}` form; a second goes where the first went, with a message.

    A first POST that did not end in a redirect (errors were shown) does not use the key up. Forms without a key pass.
    """

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = _cache_key(request)
        if key is None:
            return view(request, *args, **kwargs)
        if not cache.add(key, WORKING, ONE_HOUR):
            return _same_result(request, key)
        return _first_time(key, view, request, *args, **kwargs)

    return guarded


def _cache_key(request: HttpRequest) -> str | None:
    """The key is bound to who sends it: nobody can use up another person's."""
    once_key = request.POST.get("once", "") if request.method == "POST" else ""
    if not once_key or len(once_key) > 36:
        return None
    return f"once:{request.user.pk or 'visitor'}:{once_key}"


def _first_time(key: str, view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    location = ""
    try:
        response = view(request, *args, **kwargs)
        location = response.headers.get("Location", "")
    finally:
        if location:
            cache.set(key, location, ONE_HOUR)
        else:
            cache.delete(key)
    return response


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
