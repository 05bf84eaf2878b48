"""Remembers, in this process, what every public page needs and hardly ever changes."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import connection

from .lasting import expires_at, noting, shows_until
from .stamp import stamp

T = TypeVar("T")


def by_generation(function: Callable[[], T]) -> Callable[[], T]:
    """Call `function` once per generation of the public pages, and again when a page would be too old.

    Inside a transaction nothing is remembered: what is read there may never be committed. The value
    is shared by all threads, so nobody may change it.
    """
    kept: list[tuple[str, float, T, list[datetime]]] = []

    @functools.wraps(function)
    def remembered() -> T:
        if connection.in_atomic_block:
            return function()
        generation = stamp.read()
        if kept and kept[-1][0] == generation and time.monotonic() < kept[-1][1]:
            shows_until(*kept[-1][3])
            return kept[-1][2]
        until = expires_at()
        with noting() as ends:
            value = function()
        kept[:] = [(generation, until, value, ends)]
        return value

    return remembered
