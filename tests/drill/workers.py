"""Two workers of each queue: each message once."""

from __future__ import annotations

import time
from typing import Any

from . import figures, whole
from .people import Reporters

MESSAGES = 120


def run() -> list[dict[str, Any]]:
    """The rows of SQLite and of PostgreSQL."""
    return whole.on_each(whole.sites(twice=True), "two workers of each queue", _two)


def _two(name: str, site: whole.Whole) -> list[dict[str, Any]]:
    about = f"{name}, two workers"
    with Reporters(site) as people:
        site.post(0, MESSAGES)
        seconds = figures.seconds_until(lambda: not site.unsent(), at_most=120)
    time.sleep(3)
    return [
        *figures.nothing_lost(about, site, people, MESSAGES),
        figures.count(f"{about}: until all are sent", seconds, 60, "s"),
    ]
