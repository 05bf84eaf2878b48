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

from . import figures, whole
from .people import Reporters

WRITING = 5


def run() -> list[dict[str, Any]]:
    """The rows of SQLite and of PostgreSQL."""
    return whole.on_each(whole.sites(), "a backup under writes, and its restore", _backed_up)


def _backed_up(name: str, site: whole.Whole) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="tongxin-drill-") as room:
        return _there_and_back(f"{name}, backup under writes", site, Path(room))


def _there_and_back(about: str, site: whole.Whole, room: Path) -> list[dict[str, Any]]:
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
        figures.count(f"{about}: reports lost of {before} before it began", lost),
        figures.count(f"{about}: reports doubled", doubled),
        figures.count(f"{about}: audit log broken", not said.get("intact")),
        figures.count(f"{about}: kinds of things that did not come back whole", len(said.get("wrong", [""]))),
        figures.count(f"{about}: reports taken meanwhile", meanwhile, None),
        figures.count(f"{about}: made in", made_in, 60, "s"),
        figures.count(f"{about}: restored in", back, 60, "s"),
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
    done = subprocess.run(command, env=site.environment, stdout=subprocess.PIPE, text=True, check=False)
    said: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    if done.returncode:
        sys.stderr.write(f"  {arguments[0]}: {said}\n")
    return said
