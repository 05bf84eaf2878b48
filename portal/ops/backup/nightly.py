"""The backup that the worker begins by itself."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

from django.conf import settings

from .shelf import finished

# Those this worker has begun and not yet seen the end of.
begun: list[subprocess.Popen[bytes]] = []
MANAGE = Path(__file__).resolve().parents[3] / "manage.py"


def begin() -> bool:
    """Start the backup in a process of its own, as it may take longer than a task. Returns whether one was started.

    Two at once are refused by the place itself.
    """
    if not settings.BACKUP_DIR:
        return False
    command = [sys.executable, str(MANAGE), "backup"]
    begun[:] = [process for process in begun if process.poll() is None]
    begun.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True))  # noqa: S603  our own
    return True


def newest() -> datetime | None:
    """When the newest finished backup was begun; None when there is none, or none is made here."""
    found = finished(Path(settings.BACKUP_DIR)) if settings.BACKUP_DIR else []
    return found[0].made_at if found else None
