"""The demo county on each kind of database, made once for this state of the code and copied: that takes a minute."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from portal.ops.prepared import digest

from . import held, postgresql

ROOT = Path(__file__).resolve().parents[2]
SHELF = ROOT / "var" / "drill"


def on_sqlite(var: Path) -> str:
    """Fill the folder with the county. Returns the DATABASE_URL."""
    _copy(_made("sqlite", _make_on_sqlite), var)
    return f"sqlite:///{var}/db.sqlite3"


@contextlib.contextmanager
def on_postgresql(var: Path, room: Path | None = None) -> Iterator[postgresql.Cluster]:
    """A server of one's own with the county, in `room`; what does not lie in the database lies in `var`."""
    made = _made("postgresql", _make_on_postgresql)
    _copy(made / "var", var)
    with postgresql.cluster(room, copy_of=made / "data") as cluster:
        yield cluster


def _made(name: str, make: Callable[[Path], object]) -> Path:
    """The folder of that name on the shelf; made by whoever asks first after the code has changed."""
    made = SHELF / digest() / name
    unfinished = made.with_suffix(".part")
    SHELF.mkdir(parents=True, exist_ok=True)
    with (SHELF / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for other in SHELF.iterdir():
            if other.is_dir() and other != made.parent:
                shutil.rmtree(other)
        if not made.exists():
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(parents=True)
            make(unfinished)
            unfinished.rename(made)
    return made


def _make_on_sqlite(folder: Path) -> None:
    _take_steps(f"sqlite:///{folder}/db.sqlite3", folder)


def _make_on_postgresql(folder: Path) -> None:
    (var := folder / "var").mkdir()
    # Not on the shelf itself: the user that PostgreSQL runs as may not be let in there.
    with tempfile.TemporaryDirectory(prefix="tongxin-drill-pg-") as room, postgresql.cluster(Path(room)) as cluster:
        _take_steps(cluster.url, var)
        cluster.stop(how="fast")
        _copy(Path(room) / "data", folder / "data")


def _take_steps(url: str, var: Path) -> None:
    environment = os.environ | {"DATABASE_URL": url, "TONGXIN_VAR_DIR": str(var)}
    environment["DJANGO_SETTINGS_MODULE"] = "portal.settings.dev"
    for step in held.STEPS:
        command = [sys.executable, "manage.py", *step]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def _copy(source: Path, target: Path) -> None:
    """With owners and times: PostgreSQL asks for the first, static files are recognised by the second."""
    subprocess.run(["cp", "-a", f"{source}/.", str(target)], check=True)
