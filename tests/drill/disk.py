"""The disk of the database full: who reads goes on, who writes is told, and all that was taken is there afterwards."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import postgresql, whole
from .people import Reporters
from .visits import fetch

FULL, MESSAGES, MEGABYTES = 20, 60, 400
CHUNK = 64 * 1024


def run() -> list[dict[str, Any]]:
    """The rows of SQLite and of PostgreSQL; none where no small disk can be mounted."""
    rows: list[dict[str, Any]] = []
    with _small_disk() as disk:
        if disk is None:
            sys.stderr.write("  no small disk can be mounted here (that needs root): not drilled\n")
            return rows
        (disk / "var").mkdir()
        with whole.running(f"sqlite:///{disk}/var/db.sqlite3", disk / "var") as site:
            rows += _full("SQLite, disk full", site, disk)
    if postgresql.is_here():
        with _small_disk() as disk, tempfile.TemporaryDirectory(prefix="tongxin-drill-") as var:
            (room := Path(str(disk)) / "pg").mkdir()
            with postgresql.cluster(room) as cluster, whole.running(cluster.url, Path(var)) as site:
                site.cluster = cluster
                rows += _full("PostgreSQL, disk full", site, Path(str(disk)))
    return rows


def _full(about: str, site: whole.Whole, disk: Path) -> list[dict[str, Any]]:
    sys.stderr.write(f"  {about} for {FULL} s\n")
    fetch(site, "/help/")
    with Reporters(site) as people:
        site.post(0, MESSAGES)
        filled = _fill(disk)
        read, began = [], time.monotonic()
        while time.monotonic() - began < FULL:
            read.append(fetch(site, "/help/").status)
            _fill(disk)
            time.sleep(0.2)
        for file in filled:
            file.unlink()
        if site.cluster:
            site.cluster.start_again()
        back = whole.seconds_until(whole.answers(site), at_most=60)
        taken_then = people.taken
        writes = whole.seconds_until(lambda: people.taken > taken_then + 3, at_most=60)
    sent = whole.seconds_until(lambda: not site.unsent(), at_most=90)
    lost, doubled = people.lost_and_doubled()
    taken = site.letters()
    return [
        whole.count(f"{about}: pages not shown, of {len(read)}", sum(status != 200 for status in read)),
        whole.count(f"{about}: reports lost of {people.taken}", lost),
        whole.count(f"{about}: reports doubled", doubled),
        whole.count(f"{about}: reports answered with a fault of ours", 500 in people.statuses),
        whole.count(f"{about}: messages lost of {MESSAGES}", len(site.unsent())),
        whole.count(f"{about}: messages doubled", sum(taken.values()) - len(taken)),
        whole.count(f"{about}: audit log broken", not site.chain_is_whole()),
        whole.count(f"{about}: until the site answers again", back, 10, "s"),
        whole.count(f"{about}: until it takes reports again", writes, 10, "s"),
        whole.count(f"{about}: until the last message is sent", sent, 60, "s"),
    ]


def _fill(disk: Path) -> list[Path]:
    """Take every byte that is left."""
    file = disk / "filled"
    with contextlib.suppress(OSError), file.open("ab", buffering=0) as room:
        for size in (CHUNK, 4096, 1):
            with contextlib.suppress(OSError):
                while room.write(b"\0" * size):
                    pass
    return [file]


@contextlib.contextmanager
def _small_disk() -> Iterator[Path | None]:
    with tempfile.TemporaryDirectory(prefix="tongxin-drill-disk-") as folder:
        options = ["-t", "tmpfs", "-o", f"size={MEGABYTES}m,mode=0755", "tmpfs", folder]
        done = (
            subprocess.run(["mount", *options], stderr=subprocess.DEVNULL, check=False) if os.geteuid() == 0 else None
        )
        if done is None or done.returncode:
            yield None
            return
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)
