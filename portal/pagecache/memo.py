"""Remembers, in this process, what every public page needs and hardly ever changes."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import connection

from .stamp import stamp

T = TypeVar("T")
# The same as a cached page's: a memory that somebody forgot to bump is not kept for longer.
SECONDS = 60


def by_generation(function: Callable[[], T]) -> Callable[[], T]:
    """Call `function` once per generation of the public pages, at most once a minute.

    Inside a transaction nothing is remembered: what is read there may never be committed. The value
    is shared by all threads, so nobody may change it.
    """
    kept: list[tuple[str, float, T]] = []

    @functools.wraps(function)
    def remembered() -> T:
        if connection.in_atomic_block:
            return function()
        generation, now = stamp.read(), time.monotonic()
        if kept and kept[-1][0] == generation and now < kept[-1][1]:
            return kept[-1][2]
        value = function()
        kept[:] = [(generation, now + SECONDS, value)]
        return value

    return remembered
