"""Web processes and workers killed again and again while people report and messages wait."""

from __future__ import annotations

import sys
import time
from typing import Any

from . import whole
from .people import Reporters

ROUNDS, MESSAGES, PAUSE = 6, 120, 3


def run() -> list[dict[str, Any]]:
    """The rows of SQLite and of PostgreSQL."""
    rows: list[dict[str, Any]] = []
    for name, site in whole.sites(web_processes=2):
        with site as running:
            sys.stderr.write(f"  {name}: a web process and a worker are killed {ROUNDS} times\n")
            rows += _killed(f"{name}, web and workers killed", running)
    return rows


def _killed(about: str, site: whole.Whole) -> list[dict[str, Any]]:
    gaps = []
    with Reporters(site) as people:
        for number in range(ROUNDS):
            site.post(number * MESSAGES // ROUNDS, (number + 1) * MESSAGES // ROUNDS)
            site.kill_web_process()
            site.kill_worker(whole.QUEUES[1 + number % 2])
            gaps.append(whole.seconds_until(whole.answers(site), at_most=30))
            time.sleep(PAUSE)
    recovered = whole.seconds_until(lambda: not site.unsent(), at_most=90)
    time.sleep(PAUSE)  # one that is sent twice comes a little later
    lost, doubled = people.lost_and_doubled()
    taken = site.letters()
    return [
        whole.count(f"{about}: reports lost of {people.taken}", lost),
        whole.count(f"{about}: reports doubled", doubled),
        whole.count(f"{about}: messages lost of {MESSAGES}", len(site.unsent())),
        whole.count(f"{about}: messages doubled", sum(taken.values()) - len(taken)),
        whole.count(f"{about}: audit log broken", not site.chain_is_whole()),
        whole.count(f"{about}: until the site answers again", max(gaps), 5, "s"),
        whole.count(f"{about}: until the last message is sent", recovered, 60, "s"),
    ]
