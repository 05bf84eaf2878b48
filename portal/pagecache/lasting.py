"""How long what is remembered lasts: a minute, never into the next day, never longer than what it shows."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.utils import timezone

# A page also ages by the clock: sessions begin, policies come into force.
SECONDS = 60
# While the database is away an older one is better than none: what it says about whom to call still holds.
SECONDS_WITHOUT_DATABASE = 6 * 60 * 60

_shown: ContextVar[list[datetime] | None] = ContextVar("shown", default=None)


def expires_at(seconds: float = SECONDS) -> float:
    """When, on the monotonic clock, something made from now on is too old.

    Ask before rendering: what says `today` or `this weekend` must not be shown after midnight.
    """
    now = timezone.localtime()
    midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), now.tzinfo)
    return time.monotonic() + min(seconds, (midnight - now).total_seconds())


@contextmanager
def noting() -> Iterator[list[datetime]]:
    """Collects when that ends which is shown by what is made inside."""
    ends: list[datetime] = []
    token = _shown.set(ends)
    try:
        yield ends
    finally:
        _shown.reset(token)
        shows_until(*ends)


def shows_until(*ends: datetime | None) -> None:
    """What is being made shows something that ends then: no copy of it lasts longer. None ends never."""
    shown = _shown.get()
    if shown is not None:
        shown.extend(end for end in ends if end is not None)


def first_end(ends: Iterable[datetime]) -> float:
    """The first of these moments on the monotonic clock; infinite without one."""
    now = timezone.now()
    return time.monotonic() + min(((end - now).total_seconds() for end in ends), default=float("inf"))
