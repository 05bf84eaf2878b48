"""The peer of a page that is not in memory: a site as `wagtail start` makes it, in an environment of its own."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements" / "base.txt"


class CannotBeMade(Exception):
    """There is no such environment, and no network to make it from."""


def environment() -> Path:
    """Its Python, with the versions that ours has; made once, then there without a network. Raises CannotBeMade."""
    told = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()[:12]
    folder = ROOT / "var" / "bench" / f"wagtail-{told}"
    if not (whole := folder / ".base").exists():
        try:
            _run(["sh", str(ROOT / "requirements" / "install.sh"), str(folder), str(REQUIREMENTS)])
        except (OSError, subprocess.CalledProcessError) as error:
            raise CannotBeMade from error
        whole.touch()
    return folder / "bin" / "python"


def site(python: Path, folder: Path) -> dict[str, str]:
    """Start a site in this folder, migrated; returns the environment for processes that serve it."""
    _run([str(python.with_name("wagtail")), "start", "fresh", str(folder)])
    settings = folder / "fresh" / "settings" / "bench.py"
    settings.write_text('from .base import *\n\nDEBUG = False\nSECRET_KEY = "bench"\nALLOWED_HOSTS = ["*"]\n')
    around = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "DATABASE_"))}
    around |= {"DJANGO_SETTINGS_MODULE": "fresh.settings.bench"}
    for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
        _run([str(python), "manage.py", *command], cwd=folder, env=around)
    return around


def _run(command: list[str], cwd: Path | None = None, env: dict[str, str] | None = None) -> None:
    subprocess.run(command, cwd=cwd, env=env, check=True, stdout=subprocess.DEVNULL)
