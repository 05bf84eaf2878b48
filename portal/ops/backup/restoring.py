"""Putting a backup into an empty place, and making sure that it is what it was."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage

from portal.audit.anchors import Anchor
from portal.audit.verification import verify
from portal.pagecache.stamp import bump_on_commit
from portal.registry import Registry

from . import database, keys, sealing, shelf
from .making import check, files_below
from .progress import Progress, Say
from .shelf import CONTENTS, DATABASE, Backup

AfterRestore = Callable[[Backup], list[str]]
RestoreCheck = Callable[[], list[str]]
# What must be done or looked at before anybody signs in again: each runs on the restored database and returns what the
# operator must know, a sentence each.
AFTER_RESTORE: Registry[AfterRestore] = Registry()
# Whether what an app keeps came back whole: asked on the restored database before it is migrated; each returns what is
# wrong, a sentence each, with counts and without personal data. Then the command fails.
RESTORE_CHECKS: Registry[RestoreCheck] = Registry()


def what_is_wrong() -> list[str]:
    """What the checks of all apps find."""
    return [line for check in RESTORE_CHECKS for line in check()]


class RestoreRefused(Exception):
    """Nothing was changed; the text says what to do."""


@dataclass(frozen=True)
class Restored:
    """What came back: files, events of the audit log, what the operator must know, and what did not come back whole."""

    files: int
    events: int
    intact: bool
    told: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def restore(source: Path, identity: Path, *, say: Say) -> Restored:
    """Restore the backup, or the newest of a place, into this site's empty database and media.

    Files come first and the database last: what was cut short meanwhile is gone on with when the command is run again.
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
    say("Checking what came back …")
    wrong = what_is_wrong()
    if not found.intact:
        wrong.insert(0, f"Event {found.broken_at} of the audit log {found.problem}.")
    told = [line for step in AFTER_RESTORE for line in step(backup)]
    bump_on_commit()
    return Restored(files, found.events, found.intact, told, wrong)


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


def _refuse_other_files(paths: Iterable[str]) -> None:
    """Only what an earlier run of the same restore has put there may be there."""
    others = set(files_below("")) - set(paths)
    if others:
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
    _refuse_other_files(paths)
    progress = Progress(say, "Bringing back uploads", files=len(paths))
    for path, name in paths.items():
        progress.one(_restore_file(shelf.file_of(backup.path.parent, name), path, name, private))
    return len(paths)


def _restore_file(sealed: Path, path: str, name: str, private: list[Any]) -> int:
    """Its bytes; a file that an earlier run has brought back whole stays."""
    if default_storage.exists(path):
        with default_storage.open(path) as there:
            if keys.content_name(sealing.digest_of(there)) == name:
                return 0
        default_storage.delete(path)
    with tempfile.TemporaryFile() as plain:
        sealing.unseal(sealed, plain, private)
        size = plain.tell()
        plain.seek(0)
        default_storage.save(path, File(plain, name=path))
    return size
