"""The machine's clock a day ahead and a day behind for a while, then right again: the work goes on by itself."""

from __future__ import annotations

import time
from typing import Any

from . import figures, whole
from .people import Reporters

# Workers look for what is due, and after their schedules, every half minute each.
DAY, WRONG, HALF_A_MINUTE, MESSAGES = 24 * 60 * 60, 35, 30, 40
# Schedules that would not run again before one and a half of their periods are over.
ASLEEP = """
from datetime import timedelta
from django.utils import timezone
from django_q.models import Schedule
now = timezone.now()
print(sum(row.next_run > now + timedelta(minutes=1.5 * row.minutes) for row in Schedule.objects.exclude(repeats=0)))
"""


def run() -> list[dict[str, Any]]:
    """The rows of SQLite and of PostgreSQL, with the clock ahead and behind."""
    return whole.on_each(whole.sites(), f"the clock a day ahead, then a day behind, for {WRONG} s each", _both)


def _both(name: str, site: whole.Whole) -> list[dict[str, Any]]:
    return [
        *_wrong(f"{name}, clock a day ahead", site, DAY, 0),
        *_wrong(f"{name}, clock a day behind", site, -DAY, MESSAGES),
    ]


def _wrong(about: str, site: whole.Whole, seconds: int, first: int) -> list[dict[str, Any]]:
    with Reporters(site, at_once=1, first=first * 1000) as people:
        site.post(first, first + MESSAGES // 2)
        site.clock(seconds)
        time.sleep(WRONG)
        site.post(first + MESSAGES // 2, first + MESSAGES)
        site.clock(0)
        right = time.monotonic()
        moved = int(site.ask(ASLEEP))
        sent = figures.seconds_until(lambda: not site.unsent(), at_most=90)
        if moved:
            figures.seconds_until(lambda: site.ask(ASLEEP) == "0", at_most=90)
        awake = time.monotonic() - right if moved else 0
    return [
        *figures.nothing_lost(about, site, people, MESSAGES),
        figures.count(f"{about}: schedules that were put off by it", moved, None),
        figures.count(f"{about}: until the last message is sent", sent, 60, "s"),
        # Asking takes a program of its own a few seconds.
        figures.count(f"{about}: until no schedule is put off", awake, HALF_A_MINUTE + 5, "s"),
    ]
