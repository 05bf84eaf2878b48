"""150 visitors at once: an answer for everybody, a place at the database for the workers, nothing lost."""

from __future__ import annotations

import statistics
import threading
from typing import Any

import psycopg

from . import figures, whole
from .people import Reporters
from .visits import cached, crowd, fetch, search, signed_in

SECONDS, READERS, SEARCHERS, STAFF, REPORTERS, MESSAGES = 30, 70, 50, 20, 10, 20
MOST_CONNECTIONS = 60


def run() -> list[dict[str, Any]]:
    """The rows of SQLite and of PostgreSQL."""
    return whole.on_each(whole.sites(web_processes=2), f"150 clients for {SECONDS} s", _crowded)


def _crowded(name: str, site: whole.Whole) -> list[dict[str, Any]]:
    about = f"{name}, 150 clients"
    fetch(site, "/")
    kinds = {"cached": (READERS, cached(site)), "search": (SEARCHERS, search(site)), "desk": (STAFF, signed_in(site))}
    connections: list[int] = []
    counting = threading.Thread(target=_count_connections, args=(site, connections))
    with Reporters(site, at_once=REPORTERS) as people:
        counting.start()
        site.post(0, MESSAGES)
        seen = crowd(SECONDS, kinds)
        waited = figures.seconds_until(lambda: not site.unsent(), at_most=60)
    counting.join()
    others = {visit.status for visits in seen.values() for visit in visits} | people.statuses
    pages = sum(visit.status == 200 for visits in seen.values() for visit in visits)
    return [
        figures.count(f"{about}: answers that are neither page nor 503", len(others - {200, 302, 303, 503})),
        figures.count(f"{about}: page from memory, p99 of {len(seen['cached']):,}", _p99(seen["cached"]), 1000, "ms"),
        figures.count(f"{about}: page or 503, p99", _p99(seen["search"] + seen["desk"]), 4000, "ms"),
        figures.count(f"{about}: pages a second", pages / SECONDS, None),
        figures.count(f"{about}: connections", max(connections, default=0), MOST_CONNECTIONS),
        *figures.nothing_lost(about, site, people, MESSAGES),
        figures.count(f"{about}: messages not sent within a second of its end", max(0, waited - 1), 0, "s"),
    ]


def _p99(visits: list[Any]) -> float:
    return statistics.quantiles((visit.seconds * 1000 for visit in visits), n=100)[98]


def _count_connections(site: whole.Whole, found: list[int]) -> None:
    if site.cluster is None:
        return
    with psycopg.connect(site.url, autocommit=True) as watcher:
        for _second in range(SECONDS):
            row = watcher.execute("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'")
            found.append(int(row.fetchone()[0]))
            threading.Event().wait(1)
