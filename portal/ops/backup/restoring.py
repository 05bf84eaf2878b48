"""Putting a backup into an empty place, and making sure that it is what it was."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage

from portal.audit.anchors import Anchor
from portal.audit.verification import verify
from portal.pagecache.stamp import bump_on_commit

from . import database, keys, sealing, shelf
from .making import Say, check
from .shelf import CONTENTS, DATABASE, Backup

AfterRestore = Callable[[Backup], list[str]]
_steps: list[AfterRestore] = []


def after_restore(step: AfterRestore) -> None:
    """Called from an app's AppConfig.ready(): what must be done or looked at before anybody signs in again.

    The step runs on the restored database and returns what the operator must know, a sentence each.
    """
    _steps.append(step)


def steps() -> list[AfterRestore]:
    """What is registered, in order."""
    return list(_steps)


class RestoreRefused(Exception):
    """Nothing was changed; the text says what to do."""


@dataclass(frozen=True)
class Restored:
    """What came back: files, events of the audit log, and what the operator must know."""

    files: int
    events: int
    intact: bool
    told: list[str] = field(default_factory=list)


def restore(source: Path, identity: Path, *, say: Say) -> Restored:
    """Restore the backup, or the newest of a place, into this site's empty database and media.

    Raises RestoreRefused, SealingError, DatabaseToolError, ShelfError.
    """
    backup, private = shelf.find(source), sealing.identities(identity)
    say("Checking the backup …")
    check(backup)
    _refuse(backup)
    with tempfile.TemporaryDirectory(prefix="tongxin-restore-", dir=_room()) as room:
        copy = Path(room) / "database"
        with copy.open("wb") as plain:
            sealing.unseal(backup.path / DATABASE, plain, private)
        files = _restore_files(backup, private, say)
        say("Loading the database …")
        database.load_from(copy)
    say("Verifying the audit log …")
    found = verify(Anchor.parse(backup.facts["anchor"]) if _has_events(backup) else None)
    told = [line for step in steps() for line in step(backup)]
    bump_on_commit()
    if not found.intact:
        told.insert(0, f"Event {found.broken_at} of the audit log {found.problem}.")
    return Restored(files, found.events, found.intact, told)


def _refuse(backup: Backup) -> None:
    if backup.facts["vendor"] != database.connection.vendor:
        raise RestoreRefused(
            f"This backup holds a {backup.facts['vendor']} database: set DATABASE_URL to an empty one."
        )
    lacking = keys.missing(backup.facts["keys"])
    if lacking:
        raise RestoreRefused(
            f"These settings lack, or hold another: {', '.join(lacking)}. Without them nothing is readable."
        )
    if not database.is_empty():
        raise RestoreRefused("The database of these settings is not empty: restore into a new one.")
    if default_storage.exists("") and any(default_storage.listdir("")):
        raise RestoreRefused("The folder of uploads (media) is not empty: restore into a new one.")


def _has_events(backup: Backup) -> bool:
    return backup.facts["anchor"] != str(Anchor())


def _room() -> str:
    """Beside the database: on SQLite the copy is moved there, which works on one disk only."""
    name = Path(str(settings.DATABASES["default"]["NAME"]))
    return str(name.parent if name.is_absolute() else settings.VAR_DIR)


def _restore_files(backup: Backup, private: list[Any], say: Say) -> int:
    contents = io.BytesIO()
    sealing.unseal(backup.path / CONTENTS, contents, private)
    paths: dict[str, str] = json.loads(contents.getvalue())
    for number, (path, name) in enumerate(paths.items(), start=1):
        plain = io.BytesIO()
        sealing.unseal(shelf.file_of(backup.path.parent, name), plain, private)
        plain.seek(0)
        default_storage.save(path, plain)
        if number % 500 == 0:
            say(f"{number} of {len(paths)} files …")
    return len(paths)
