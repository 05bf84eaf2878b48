"""Real processes in a directory of their own."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import databases

ROOT = Path(__file__).resolve().parents[2]


class Place:
    """A directory with a database, and what runs there."""

    def __init__(self, var: Path, **environment: str) -> None:
        self.var = var
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "DATABASE_"))}
        settings = {"DJANGO_SETTINGS_MODULE": "tests.ops.worker_settings"}
        self.environment = kept | settings | {"TONGXIN_VAR_DIR": str(var), "PYTHONPATH": str(ROOT)} | environment
        self.started: list[subprocess.Popen[str]] = []

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run Python to its end."""
        return subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )

    def start(self, *command: str, **environment: str) -> subprocess.Popen[str]:
        """Start Python in a process group of its own; it is killed after the test at the latest."""
        around = self.environment | environment
        line = [sys.executable, *command]
        with (self.var / "output.log").open("a") as log:
            process = subprocess.Popen(
                line, cwd=ROOT, env=around, stdout=log, stderr=log, text=True, start_new_session=True
            )
        self.started.append(process)
        return process

    def output(self) -> str:
        """What the started processes have printed."""
        return (self.var / "output.log").read_text()

    def kill(self, process: subprocess.Popen[str]) -> None:
        """kill -9 for the whole group."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def alive(self) -> list[str]:
        """The command lines of all processes that run here."""
        mark = f"TONGXIN_VAR_DIR={self.var}\0".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if mark in (folder / "environ").read_bytes() and (line := (folder / "cmdline").read_bytes()):
                    found.append(line.replace(b"\0", b" ").decode())
        return found


def wait_for(condition: Callable[[], object], seconds: float) -> bool:
    """Whether the condition came true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture(scope="session")
def migrated(tmp_path_factory) -> Path:
    """A migrated SQLite file."""
    place = Place(tmp_path_factory.mktemp("migrated"))
    databases.sqlite_copy(place.var / "db.sqlite3")
    result = place.run("manage.py", "migrate", "-v", "0")
    assert (result.returncode, result.stderr) == (0, "")
    return place.var / "db.sqlite3"


@pytest.fixture
def place(migrated: Path, tmp_path: Path) -> Iterator[Place]:
    """A directory with a migrated, empty database; short patience for dead workers."""
    for file in migrated.parent.glob("db.sqlite3*"):
        shutil.copy(file, tmp_path / file.name)
    made = Place(tmp_path, TONGXIN_TASK_TIMEOUT="3", TONGXIN_TASK_RETRY="8")
    yield made
    for process in made.started:
        made.kill(process)
