"""The backup that the worker begins by itself."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings

from ..own_process import begin_command
from .shelf import finished


def begin() -> bool:
    """Start the backup in a process of its own, as it may take longer than a task. Returns whether one was started.

    Two at once are refused by the place itself.
    """
    return begin_command("backup") if settings.BACKUP_DIR else False


def newest() -> datetime | None:
    """When the newest finished backup was begun; None when there is none, or none is made here."""
    return _newest(settings.BACKUP_DIR)


def newest_sent() -> datetime | None:
    """The same of the second place."""
    return _newest(settings.BACKUP_SECOND_DIR)


def _newest(place: str) -> datetime | None:
    found = finished(Path(place)) if place else []
    return found[0].made_at if found else None
