"""What a drill shows: figures beside their limits, how long it took, that nothing was lost and nothing doubled."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from . import held
from .people import Reporters
from .visits import fetch
from .whole import Whole, numbers


def seconds_until(is_so: Callable[[], bool], *, at_most: float) -> float:
    """How long it took; `at_most` when it did not come."""
    began = time.monotonic()
    while not is_so() and time.monotonic() - began < at_most:
        time.sleep(0.1)
    return min(time.monotonic() - began, at_most)


def answers(site: held.Site, path: str = "/search/?q=1") -> Callable[[], bool]:
    """Whether a page that needs the database is there."""
    return lambda: fetch(site, path).status == 200


def count(what: str, ours: float, limit: float | None = 0, unit: str = "") -> dict[str, Any]:
    """A row: no more than the limit."""
    ok = None if limit is None else ours <= limit
    return {"what": what, "peer": None, "limit": limit, "ours": round(ours, 1), "unit": unit, "ok": ok}


def nothing_lost(about: str, site: Whole, people: Reporters, messages: int) -> list[dict[str, Any]]:
    """What every drill must show: each report and each message there, and once; the audit log whole."""
    lost, doubled = people.lost_and_doubled()
    letters, unheard = site.letters(), Counter(numbers(site.office.unheard))
    # One may be under way each time that a worker is killed.
    again = sum(min(unheard[number], letters[number] - 1) for number in unheard)
    return [
        count(f"{about}: reports lost of {people.taken}", lost),
        count(f"{about}: reports doubled", doubled),
        count(f"{about}: messages lost of {messages}", len(site.unsent())),
        count(f"{about}: messages doubled", sum(letters.values()) - len(letters) - again),
        # No sender can rule this out: nobody knows whether the server's word had arrived (record 0031).
        count(f"{about}: … as the worker died with the server's word on its way", again, None),
        count(f"{about}: audit log broken", not site.chain_is_whole()),
    ]
