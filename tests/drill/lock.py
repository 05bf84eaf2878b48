"""A lock held for a minute and every place at the database taken: who reads goes on reading, nothing is lost."""

from __future__ import annotations

import statistics
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from . import held
from .visits import Visit, cached, crowd, fetch, report, search, signed_in

HELD_SECONDS = 60
READERS, SEARCHERS, STAFF, REPORTERS = 2, 24, 12, 6


def run() -> list[dict[str, Any]]:
    """The rows of SQLite, and of PostgreSQL when DATABASE_URL names one."""
    rows: list[dict[str, Any]] = []
    for name, site in held.sites():
        with site as running:
            sys.stderr.write(f"  {name}: the audit log's ends are held for {HELD_SECONDS} s\n")
            rows += _with_held_ends(name, running)
            sys.stderr.write(f"  {name}: everything is held for {HELD_SECONDS} s\n")
            rows += _with_everything_held(name, running)
    return rows


def _with_held_ends(name: str, site: held.Site) -> list[dict[str, Any]]:
    """What an officer and a visitor notice while somebody has written an event and does not commit."""
    with site.holding(site.ends):
        seen = crowd(10, {"cached": (READERS, cached(site)), "search": (2, search(site)), "desk": (4, signed_in(site))})
    about = f"{name}, audit ends held"
    desk_limit = None if name == "SQLite" else 1000  # there one writer holds all others up, a few seconds each
    return [
        _row(f"{about}: page from memory, p99", seen["cached"], 99, 100),
        _row(f"{about}: public page not in memory, p99", seen["search"], 99, 1000, status=200),
        _row(f"{about}: a desk page that is recorded, p99", seen["desk"], 99, desk_limit),
    ]


def _with_everything_held(name: str, site: held.Site) -> list[dict[str, Any]]:
    reporters: list[Callable[[], Visit]] = [report(site, number) for number in range(REPORTERS)]
    told: set[int] = set()
    sent = [threading.Thread(target=_until_taken, args=(reporter, told), daemon=True) for reporter in reporters]
    with site.holding(site.everything):
        for thread in sent:
            thread.start()
        askers = {
            "cached": (READERS, cached(site)),
            "search": (SEARCHERS, search(site)),
            "desk": (STAFF, signed_in(site)),
            "health": (1, lambda: fetch(site, "/healthz")),
            "ready": (1, lambda: fetch(site, "/readyz")),
        }
        seen = crowd(HELD_SECONDS, askers)
    for thread in sent:
        thread.join(60)
    refused = [visit for visit in seen["search"] + seen["desk"] if visit.status == 503 and visit.line]
    others = {visit.status for visits in seen.values() for visit in visits} | told
    others -= {200, 302, 303, 503}
    for visit in (visit for visits in seen.values() for visit in visits if visit.status == 0):
        sys.stderr.write(f"  no answer: {visit.body}\n")
    lost, doubled = site.reports(REPORTERS)
    about = f"{name}, everything held"
    return [
        _row(f"{about}: page from memory, p50 of {len(seen['cached']):,}", seen["cached"], 50, 100, status=200),
        _row(f"{about}: page from memory, p99", seen["cached"], 99, 100, status=200),
        _row(f"{about}: 503 for want of a place, p50 of {len(refused):,}", refused, 50, 50, status=503),
        _row(f"{about}: alive, p99", seen["health"], 99, 1000, status=200),
        _row(f"{about}: ready, p99", seen["ready"], 99, 1000, status=200),
        _count(f"{about}: answers that are neither page nor 503{_listed(others)}", len(others)),
        _count(f"{about}: reports lost, sent again until taken", lost),
        _count(f"{about}: reports doubled", doubled),
    ]


def _until_taken(once: Callable[[], Visit], told: set[int]) -> None:
    while (status := once().status) in {0, 503}:
        told.add(status)
        time.sleep(2)
    told.add(status)


def _row(what: str, visits: list[Visit], percentile: int, limit: float | None, status: int = 0) -> dict[str, Any]:
    """Milliseconds; all must have had that status."""
    times = sorted(visit.seconds * 1000 for visit in visits) or [0.0]
    figure = statistics.quantiles(times, n=100)[percentile - 1] if len(times) > 1 else times[0]
    ok = None if limit is None else figure <= limit and {visit.status for visit in visits} <= {status or 200}
    return {"what": what, "peer": None, "limit": limit, "ours": round(figure, 1), "unit": "ms", "ok": ok}


def _listed(statuses: set[int]) -> str:
    return f" ({', '.join(map(str, sorted(statuses)))})" if statuses else ""


def _count(what: str, number: int) -> dict[str, Any]:
    return {"what": what, "peer": None, "limit": 0, "ours": number, "unit": "", "ok": number == 0}
