"""How long what is remembered lasts: a minute, never into the next day, never longer than what it shows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from portal.registry import Registry

# A page also ages by the clock: sessions begin, policies come into force.
SECONDS = 60
# While the database is away an older one is better than none: what it says about whom to call still holds.
SECONDS_WITHOUT_DATABASE = 6 * 60 * 60

# The beginnings of the names of tables whose changes may only renew figures: who reads none of them shows none.
FIGURES: Registry[str] = Registry()


class Shown(list[datetime]):
    """When that ends which is shown, and whether a figure is."""

    figures = False


_shown: ContextVar[Shown | None] = ContextVar("shown", default=None)


def expires_at(seconds: float = SECONDS) -> float:
    """When, on the monotonic clock, something made from now on is too old.

    Ask before rendering: what says `today` or `this weekend` must not be shown after midnight.
    """
    now = timezone.localtime()
    midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), now.tzinfo)
    return time.monotonic() + min(seconds, (midnight - now).total_seconds())


@contextmanager
def noting() -> Iterator[Shown]:
    """Collects when that ends which is shown by what is made inside, and whether a figure is read for it."""
    shown, outer = Shown(), _shown.get()
    token = _shown.set(shown)
    try:
        with nullcontext() if outer is not None else connection.execute_wrapper(_note_figures):
            yield shown
    finally:
        _shown.reset(token)
        shows(shown)


def shows(part: Shown) -> None:
    """What is being made shows also what this part does."""
    shown = _shown.get()
    if shown is not None:
        shown.extend(part)
        shown.figures |= part.figures


def _note_figures(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Around each query: a figure that nobody notes would be shown for a minute after it has changed."""
    shown = _shown.get()
    if shown is not None and not shown.figures:
        shown.figures = any(f'"{table}' in sql for table in FIGURES)
    return execute(sql, params, many, context)


def shows_until(*ends: datetime | None) -> None:
    """What is being made shows something that ends then: no copy of it lasts longer. None ends never."""
    shown = _shown.get()
    if shown is not None:
        shown.extend(end for end in ends if end is not None)


def first_end(ends: Iterable[datetime]) -> float:
    """The first of these moments on the monotonic clock; infinite without one."""
    now = timezone.now()
    return time.monotonic() + min(((end - now).total_seconds() for end in ends), default=float("inf"))
