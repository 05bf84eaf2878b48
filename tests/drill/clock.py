"""The machine's clock a day ahead and a day behind for a while, then right again: the work goes on by itself."""

from __future__ import annotations

import sys
import time
from typing import Any

from . import whole
from .people import Reporters

DAY, WRONG, MESSAGES = 24 * 60 * 60, 25, 40
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
    rows: list[dict[str, Any]] = []
    for name, site in whole.sites():
        with site as running:
            for first, (days, words) in enumerate([(1, "a day ahead"), (-1, "a day behind")]):
                sys.stderr.write(f"  {name}: the clock {words} for {WRONG} s\n")
                rows += _wrong(f"{name}, clock {words}", running, days * DAY, first * MESSAGES)
    return rows


def _wrong(about: str, site: whole.Whole, seconds: int, first: int) -> list[dict[str, Any]]:
    with Reporters(site, at_once=1, first=first * 1000) as people:
        site.post(first, first + MESSAGES // 2)
        site.clock(seconds)
        time.sleep(WRONG)
        site.post(first + MESSAGES // 2, first + MESSAGES)
        site.clock(0)
        for queue in whole.QUEUES:
            site.kill_worker(queue)
        sent = whole.seconds_until(lambda: not site.unsent(), at_most=90)
        awake = whole.seconds_until(lambda: site.ask(ASLEEP) == "0", at_most=30)
    lost, doubled = people.lost_and_doubled()
    taken = site.letters()
    return [
        whole.count(f"{about}: reports lost of {people.taken}", lost),
        whole.count(f"{about}: reports doubled", doubled),
        whole.count(f"{about}: messages lost of {MESSAGES}", len(site.unsent())),
        whole.count(f"{about}: messages doubled", sum(taken.values()) - len(taken)),
        whole.count(f"{about}: schedules asleep, workers started anew", int(site.ask(ASLEEP))),
        whole.count(f"{about}: audit log broken", not site.chain_is_whole()),
        whole.count(f"{about}: until the last message is sent", sent, 60, "s"),
        whole.count(f"{about}: until no schedule is asleep", awake, 20, "s"),
    ]
