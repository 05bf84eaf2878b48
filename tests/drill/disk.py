"""The disk of the database full: who reads goes on, who writes is told, and all that was taken is there afterwards."""

from __future__ import annotations

import contextlib
import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import county, ending, figures, postgresql, whole
from .people import Reporters
from .visits import fetch

FULL, MESSAGES, MEGABYTES = 20, 60, 400
CHUNK = 64 * 1024


def run() -> list[dict[str, Any]]:
    """The rows of SQLite and of PostgreSQL; none where no small disk can be mounted."""
    return whole.on_each(_sites(), f"its disk full for {FULL} s", _full)


def _sites() -> whole.Sites:
    if os.geteuid():
        sys.stderr.write("  no small disk can be mounted here (that needs root): not drilled\n")
        return
    yield "SQLite", _on_sqlite()
    if postgresql.is_here():
        yield "PostgreSQL", _on_postgresql()


@contextlib.contextmanager
def _on_sqlite() -> Iterator[whole.Whole]:
    with _small_disk() as disk:
        (var := disk / "var").mkdir()
        with whole.running(county.on_sqlite(var), var) as site:
            site.disk = disk
            yield site


@contextlib.contextmanager
def _on_postgresql() -> Iterator[whole.Whole]:
    with _small_disk() as disk, tempfile.TemporaryDirectory(prefix="tongxin-drill-") as var:
        (room := disk / "pg").mkdir()
        with county.on_postgresql(Path(var), room) as cluster, whole.running(cluster.url, Path(var)) as site:
            site.disk, site.cluster = disk, cluster
            yield site


def _full(name: str, site: whole.Whole) -> list[dict[str, Any]]:
    about, searched = f"{name}, disk full", itertools.count()
    fetch(site, "/help/")
    with Reporters(site) as people:
        site.post(0, MESSAGES)
        filled = _fill(site.disk)
        read, found, began = [], [], time.monotonic()
        while time.monotonic() - began < FULL:
            read.append(fetch(site, "/help/").status)
            found.append(fetch(site, f"/search/?q={next(searched)}").status)
            _fill(site.disk)
            time.sleep(0.2)
        filled.unlink()
        if site.cluster:
            site.cluster.start_again()
        back = figures.seconds_until(figures.answers(site), at_most=60)
        taken_then = people.taken
        writes = figures.seconds_until(lambda: people.taken > taken_then + 3, at_most=60)
    sent = figures.seconds_until(lambda: not site.unsent(), at_most=90)
    return [
        figures.count(f"{about}: pages not shown, of {len(read)}", sum(status != 200 for status in read)),
        figures.count(f"{about}: pages from the database not shown, of {len(found)}", sum(s != 200 for s in found)),
        *figures.nothing_lost(about, site, people, MESSAGES),
        figures.count(f"{about}: reports answered with a fault of ours", 500 in people.statuses),
        figures.count(f"{about}: until the site answers again", back, 10, "s"),
        figures.count(f"{about}: until it takes reports again", writes, 10, "s"),
        figures.count(f"{about}: until the last message is sent", sent, 60, "s"),
    ]


def _fill(disk: Path) -> Path:
    """Take every byte that is left."""
    file = disk / "filled"
    with contextlib.suppress(OSError), file.open("ab", buffering=0) as room:
        for size in (CHUNK, 4096, 1):
            with contextlib.suppress(OSError):
                while room.write(b"\0" * size):
                    pass
    return file


@contextlib.contextmanager
def _small_disk() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="tongxin-drill-disk-") as folder:
        options = ["-t", "tmpfs", "-o", f"size={MEGABYTES}m,mode=0755", "tmpfs", folder]
        try:
            with ending.undisturbed():
                subprocess.run(["mount", *options], check=True)
            yield Path(folder)
        finally:
            with ending.undisturbed():
                subprocess.run(["umount", "--lazy", folder], check=False)
