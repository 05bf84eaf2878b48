"""Places at the database: fewer than threads, so that what needs none is served whatever the database waits for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal.settings import serving
from portal.web import refusals

# Seconds. While places become free somebody waits for one; where none does, hardly: a refusal in 50 ms is worth more.
MOVING, STUCK = 0.8, 0.025
# A place counts as becoming free when the last one did so lately, by somebody who had not been there for long.
LATELY, LONG = 0.25, 1.0


class Taken(Exception):
    """No place became free in time."""


class Line:
    """So many may be inside at once, so many more wait in front."""

    def __init__(self, places: int, waiting: int) -> None:
        self._free = threading.BoundedSemaphore(places)
        self._waiting = threading.BoundedSemaphore(waiting)
        self._left_at = float("-inf")

    @contextmanager
    def place(self) -> Iterator[None]:
        """Be inside. Raises Taken."""
        if not self._free.acquire(blocking=False):
            self._wait()
        came_at = time.monotonic()
        try:
            yield
        finally:
            left_at = time.monotonic()
            if left_at - came_at < LONG:
                self._left_at = left_at
            self._free.release()

    def _wait(self) -> None:
        if not self._waiting.acquire(blocking=False):
            raise Taken
        try:
            moves = time.monotonic() - self._left_at < LATELY
            if not self._free.acquire(timeout=MOVING if moves else STUCK):
                raise Taken
        finally:
            self._waiting.release()


class PlacesMiddleware:
    """Lets requests through to the database, so many at once; the rest are told to come back, and whom to call.

    Who reads without a session needs one place of all; who sends something without one stands in a shorter line
    first, and who has a session in a shorter one still (see `portal.settings.serving`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        sizes = (serving.PLACES, serving.PLACES_WITHOUT_SESSION, serving.PLACES_WITH_SESSION)
        self.lines = [Line(places, serving.WAITING) for places in sizes]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The site's answer, or 503."""
        if request.path_info.startswith(refusals.ALWAYS_OPEN):
            return self.get_response(request)
        with ExitStack() as inside:
            try:
                for line in reversed(self.lines[: 1 + _lines_before(request)]):
                    inside.enter_context(line.place())
            except Taken:
                return refusals.busy(request)
            return self.get_response(request)


def _lines_before(request: HttpRequest) -> int:
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return 2
    return int(request.method not in {"GET", "HEAD"})
