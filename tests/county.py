"""The demo county as the first start makes it, made once and copied: preparing it takes most of a minute."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import databases

ROOT = Path(__file__).resolve().parents[1]
# What the first start has said, in the folder it has filled.
SAID = "first-start.txt"
PREPARE = """
import os
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)  # finds nothing to apply, and plants what every county begins with
from portal.ops import preparing
from portal.ops.prepared import Prepared
preparing.prepare(Prepared(Path(os.environ["TONGXIN_VAR_DIR"])))
"""


def copy_of_county(factory: pytest.TempPathFactory, target: Path) -> None:
    """Fill the folder `target` with what `make run` has prepared; all processes of a test run share the making."""
    # With their times: the static files are recognised by them.
    shutil.copytree(made_once(factory, "county", _prepare), target, dirs_exist_ok=True)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that the first process of a test run that asks for it fills with `make`; the others wait for it."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made, unfinished = shared / name, shared / f"{name}.part"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            make(unfinished)
            unfinished.rename(made)
    return made


def _prepare(folder: Path) -> None:
    databases.sqlite_copy(folder / "db.sqlite3")
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"DJANGO_SETTINGS_MODULE": "portal.settings.dev", "TONGXIN_VAR_DIR": str(folder)}
    command = [sys.executable, "-c", PREPARE]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / SAID).write_text(done.stdout, encoding="utf-8")
