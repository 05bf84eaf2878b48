"""A backup while people write, and its restore into an empty place: nothing from before its beginning is missing."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

from portal.ops.backup import sealing

from . import whole
from .people import Reporters

WRITING = 5


def run() -> list[dict[str, Any]]:
    """The rows of SQLite and of PostgreSQL."""
    rows: list[dict[str, Any]] = []
    for name, site in whole.sites():
        with site as running, tempfile.TemporaryDirectory(prefix="tongxin-drill-") as room:
            sys.stderr.write(f"  {name}: a backup under writes, and its restore\n")
            rows += _backed_up(f"{name}, backup under writes", running, Path(room))
    return rows


def _backed_up(about: str, site: whole.Whole, room: Path) -> list[dict[str, Any]]:
    public = sealing.new_identity(room / "private.txt")
    with Reporters(site, at_once=1) as people:
        time.sleep(WRITING)
        before, began = people.taken, time.monotonic()
        _manage(site, "backup", str(room / "backups"), "--recipient", public)
        made_in, meanwhile = time.monotonic() - began, people.taken - before
    new, began = _empty_place(site, room), time.monotonic()
    said = _manage(new, "restore", str(room / "backups"), "--identity", str(room / "private.txt"))
    back = time.monotonic() - began
    lost, doubled = new.reports(before)
    return [
        whole.count(f"{about}: reports lost of {before} before it began", lost),
        whole.count(f"{about}: reports doubled", doubled),
        whole.count(f"{about}: audit log broken", not said["intact"]),
        whole.count(f"{about}: reports taken meanwhile", meanwhile, None),
        whole.count(f"{about}: made in", made_in, 60, "s"),
        whole.count(f"{about}: restored in", back, 60, "s"),
    ]


def _empty_place(site: whole.Whole, room: Path) -> whole.Whole:
    (room / "new").mkdir()
    url = f"sqlite:///{room}/new/db.sqlite3"
    if site.cluster:
        with psycopg.connect(site.url, autocommit=True) as admin:
            admin.execute("CREATE DATABASE restored")
        url = site.url.removesuffix("/postgres") + "/restored"
    environment = site.environment | {"DATABASE_URL": url, "TONGXIN_VAR_DIR": str(room / "new")}
    return dataclasses.replace(site, url=url, environment=environment)


def _manage(site: whole.Whole, *arguments: str) -> dict[str, Any]:
    command = [sys.executable, "manage.py", *arguments, "--json"]
    done = subprocess.run(command, env=site.environment, stdout=subprocess.PIPE, text=True, check=True)
    said: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return said
