"""A page from memory beside a bare view with the same bytes, and while figures change, with the threads of a site."""

from __future__ import annotations

import contextlib
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .serving import Server, demo_county, front_page, server

ROUNDS, SECONDS = 5, 2.0
VISITORS = (1, 8, 128)
LIMIT = 1.2
# Of the rate without any change, while five figures a second change.
LEAST = 0.7
CHANGES = """
import time
import django
django.setup()
from portal.pagecache.stamp import stamp
print("changing", flush=True)
while True:
    stamp.renew()
    time.sleep(0.2)
"""


def run() -> list[dict[str, Any]]:
    """For each crowd: processor time for an answer beside the bare view, and the rate while figures change."""
    with tempfile.TemporaryDirectory(prefix="tongxin-bench-") as folder:
        environment = demo_county(folder)
        body = Path(folder) / "page.gz"
        with server("portal.wsgi:application", environment) as ours:
            body.write_bytes(front_page(ours.port))
            with server("tests.bench.bare:application", environment | {"BENCH_BODY": str(body)}) as bare:
                for one in (ours, bare):
                    one.visited_by(max(VISITORS), SECONDS)  # its threads are there
                rows = [row for visitors in VISITORS for row in beside(ours, bare, visitors)]
            with figures_change(environment) as changes:
                rows += [row for visitors in VISITORS[1:] for row in while_figures_change(ours, visitors, changes)]
    return rows


def beside(ours: Server, bare: Server, visitors: int) -> list[dict[str, Any]]:
    """The two in turn, so that a slower moment of the machine meets both; judged by the median and by the best."""
    pairs = [(ours.visited_by(visitors, SECONDS)[0], bare.visited_by(visitors, SECONDS)[0]) for _ in range(ROUNDS)]
    median = statistics.median(mine / theirs for mine, theirs in pairs)
    mine, theirs = (min(pair[side] for pair in pairs) for side in (0, 1))
    return [
        _row(f"page from memory ÷ bare view, CPU, {visitors} visitors, {how}", 1.0, LIMIT, ratio, ok=ratio <= LIMIT)
        for how, ratio in {"median": median, f"best ({mine:.0f} ÷ {theirs:.0f} µs)": mine / theirs}.items()
    ]


def while_figures_change(ours: Server, visitors: int, changes: subprocess.Popen[bytes]) -> list[dict[str, Any]]:
    """The rate while five figures a second change, as a share of the rate without; the two in turn."""
    pairs = []
    for _ in range(ROUNDS):
        changes.send_signal(signal.SIGSTOP)
        calm = ours.visited_by(visitors, SECONDS)[1]
        changes.send_signal(signal.SIGCONT)
        pairs.append((ours.visited_by(visitors, SECONDS)[1], calm))
    median = statistics.median(busy / calm for busy, calm in pairs)
    busy, calm = (max(pair[side] for pair in pairs) for side in (0, 1))
    return [
        _row(f"rate at five changes a second, {visitors} visitors, {how}", 1.0, LEAST, share, ok=share >= LEAST)
        for how, share in {"median": median, f"best ({busy:.0f} ÷ {calm:.0f} a second)": busy / calm}.items()
    ]


@contextlib.contextmanager
def figures_change(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Another process says five times a second that a figure has changed, as sign-ups do; it can be halted."""
    process = subprocess.Popen([sys.executable, "-c", CHANGES], env=environment, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _row(what: str, peer: float, limit: float, ratio: float, *, ok: bool) -> dict[str, Any]:
    return {"what": what, "peer": peer, "limit": limit, "ours": round(ratio, 2), "unit": "×", "ok": ok}
