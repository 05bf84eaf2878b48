"""Two workers of each queue: each message once."""

from __future__ import annotations

import sys
import time
from typing import Any

from . import whole
from .people import Reporters

MESSAGES = 300


def run() -> list[dict[str, Any]]:
    """The rows of SQLite and of PostgreSQL."""
    rows: list[dict[str, Any]] = []
    for name, site in whole.sites(twice=True):
        with site as running:
            sys.stderr.write(f"  {name}: two workers of each queue\n")
            rows += _two(f"{name}, two workers", running)
    return rows


def _two(about: str, site: whole.Whole) -> list[dict[str, Any]]:
    with Reporters(site) as people:
        site.post(0, MESSAGES)
        seconds = whole.seconds_until(lambda: not site.unsent(), at_most=120)
    time.sleep(3)
    lost, doubled = people.lost_and_doubled()
    taken = site.letters()
    return [
        whole.count(f"{about}: reports lost of {people.taken}", lost),
        whole.count(f"{about}: reports doubled", doubled),
        whole.count(f"{about}: messages lost of {MESSAGES}", len(site.unsent())),
        whole.count(f"{about}: messages doubled", sum(taken.values()) - len(taken)),
        whole.count(f"{about}: until all are sent", seconds, 60, "s"),
    ]
