"""What drawing a page takes that is not in memory, beside the page of a fresh Wagtail site: both run, in turn."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from . import fresh_wagtail
from .serving import demo_county

SCRIPT = Path(__file__).with_name("page_cpu.py")
ROOT = SCRIPT.parents[2]
ROUNDS = 7
LIMIT = 1.3
PAGES = {"home": "/", "activities": "/activities/", "policies": "/policies/", "sign-up": "/accounts/signup/"}


def run() -> list[dict[str, Any]]:
    """One row a page and estimator; only the home page has a peer of its kind, the others are told beside it."""
    try:
        python = fresh_wagtail.environment()
    except fresh_wagtail.CannotBeMade:
        what = "uncached pages: a fresh Wagtail site cannot be made here without a network"
        return [{"what": what, "peer": None, "limit": None, "ours": None, "unit": "", "ok": None}]
    with tempfile.TemporaryDirectory(prefix="tongxin-bench-") as folder:
        peer = Path(folder, "fresh")
        peer.mkdir()
        theirs_around, ours_around = fresh_wagtail.site(python, peer), demo_county(folder)
        with (
            Measured([str(python), str(SCRIPT), "/"], peer, theirs_around) as theirs,
            Measured([sys.executable, str(SCRIPT), *PAGES.values()], ROOT, ours_around) as ours,
        ):
            rounds = [(ours.once(), theirs.once()[0]) for _ in range(ROUNDS)]
    return [row for place, name in enumerate(PAGES) for row in _rows(name, [(a[place], b) for a, b in rounds])]


class Measured(AbstractContextManager["Measured"]):
    """A process that has a site loaded and measures when asked."""

    def __init__(self, command: list[str], folder: Path, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def once(self) -> list[float]:
        """Milliseconds of processor time for each of its pages."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        found: list[float] = json.loads(self._process.stdout.readline())
        return found

    def __exit__(self, *_raised: object) -> None:
        self._process.kill()
        self._process.wait()


def _rows(name: str, pairs: list[tuple[float, float]]) -> list[dict[str, Any]]:
    median = statistics.median(mine / theirs for mine, theirs in pairs)
    mine, theirs = (min(pair[side] for pair in pairs) for side in (0, 1))
    limit = LIMIT if name == "home" else None
    return [
        {
            "what": f"uncached {name} ÷ fresh Wagtail page, CPU, {how}",
            "peer": 1.0,
            "limit": limit,
            "ours": round(ratio, 2),
            "unit": "×",
            "ok": None if limit is None else ratio <= limit,
        }
        for how, ratio in {"median": median, f"best ({mine:.1f} ÷ {theirs:.1f} ms)": mine / theirs}.items()
    ]
