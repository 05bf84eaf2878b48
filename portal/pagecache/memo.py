"""Remembers, in this process, what every public page needs and hardly ever changes."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import connection

from .generations import Generation
from .lasting import Shown, expires_at, noting, shows
from .stamp import stamp

T = TypeVar("T")


def by_generation(function: Callable[[], T]) -> Callable[[], T]:
    """Call `function` once per generation of the public pages, and again when a page would be too old.

    Inside a transaction nothing is remembered: what is read there may never be committed. The value
    is shared by all threads, so nobody may change it.
    """
    kept: list[tuple[Generation, float, T, Shown]] = []

    @functools.wraps(function)
    def remembered() -> T:
        if connection.in_atomic_block:
            return function()
        generation = stamp.read()
        if kept:
            made, until, value, shown = kept[-1]
            if generation.is_same_for(made, shows_figures=shown.figures) and time.monotonic() < until:
                shows(shown)
                return value
        until = expires_at()
        with noting() as shown:
            value = function()
        kept[:] = [(generation, until, value, shown)]
        return value

    return remembered
