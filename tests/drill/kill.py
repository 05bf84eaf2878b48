"""Web processes and workers killed again and again while people report and messages wait."""

from __future__ import annotations

import time
from typing import Any

from . import figures, whole
from .people import Reporters

ROUNDS, MESSAGES, PAUSE = 6, 120, 3


def run() -> list[dict[str, Any]]:
    """The rows of SQLite and of PostgreSQL."""
    words = f"a web process and a worker are killed {ROUNDS} times"
    return whole.on_each(whole.sites(web_processes=2), words, _killed)


def _killed(name: str, site: whole.Whole) -> list[dict[str, Any]]:
    about, gaps = f"{name}, web and workers killed", []
    with Reporters(site) as people:
        for number in range(ROUNDS):
            site.post(number * MESSAGES // ROUNDS, (number + 1) * MESSAGES // ROUNDS)
            site.kill_web_process()
            site.kill_worker(whole.QUEUES[1 + number % 2])
            gaps.append(figures.seconds_until(figures.answers(site), at_most=30))
            time.sleep(PAUSE)
    recovered = figures.seconds_until(lambda: not site.unsent(), at_most=90)
    time.sleep(PAUSE)  # one that is sent twice comes a little later
    return [
        *figures.nothing_lost(about, site, people, MESSAGES),
        figures.count(f"{about}: until the site answers again", max(gaps), 5, "s"),
        figures.count(f"{about}: until the last message is sent", recovered, 60, "s"),
    ]
