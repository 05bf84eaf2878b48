"""The place where backups lie: one folder each, and the files of all of them stored once."""

from __future__ import annotations

import contextlib
import fcntl
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

FORMAT = 1
FACTS, DATABASE, CONTENTS, FILES = "backup.json", "database.age", "contents.age", "files"


class ShelfError(Exception):
    """The place or a backup in it cannot be used; the text says what to do."""


@dataclass(frozen=True)
class Backup:
    """One finished backup: its folder and what stands in the open in it."""

    path: Path
    facts: dict[str, Any]

    @property
    def name(self) -> str:
        """The moment it was begun, as a folder is named: 20261128T105400123456Z."""
        return self.path.name

    @property
    def made_at(self) -> datetime:
        """When it was begun: everything committed before is in it."""
        return datetime.fromisoformat(self.facts["made_at"])


def finished(place: Path) -> list[Backup]:
    """All finished backups of a place, newest first; a folder without its facts is none."""
    return sorted(_read_all(place), key=lambda backup: backup.name, reverse=True)


def find(source: Path) -> Backup:
    """The backup in this folder, or the newest of this place. Raises ShelfError."""
    found = [Backup(source, _facts(source))] if (source / FACTS).is_file() else finished(source)
    if not found:
        raise ShelfError(f"There is no finished backup in {source}.")
    if found[0].facts.get("format") != FORMAT:
        raise ShelfError("This backup was made by a newer version: install that version first.")
    return found[0]


def file_of(place: Path, name: str) -> Path:
    """Where a stored file lies, by its name in the backup."""
    return place / FILES / name[:2] / f"{name}.age"


@contextlib.contextmanager
def held(place: Path) -> Iterator[None]:
    """Only one backup works on a place at a time. Raises ShelfError."""
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (place / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ShelfError(f"Another backup to {place} is running.") from error
        yield


def rotate(place: Path, *, keep: int) -> int:
    """Remove the oldest beyond `keep` (at least one stays), what was left unfinished, and files nobody needs.

    Returns how many backups went.
    """
    kept, gone = finished(place)[: max(1, keep)], finished(place)[max(1, keep) :]
    for backup in gone:
        shutil.rmtree(backup.path)
    needed = {name for backup in kept for name in backup.facts["files"]}
    for path in (place / FILES).glob("*/*"):
        if path.name.removesuffix(".age") not in needed:
            path.unlink()
    return len(gone)


def _read_all(place: Path) -> Iterator[Backup]:
    for path in place.glob("[0-9]*Z"):
        with contextlib.suppress(ShelfError):
            yield Backup(path, _facts(path))


def _facts(path: Path) -> dict[str, Any]:
    try:
        facts: dict[str, Any] = json.loads((path / FACTS).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ShelfError(f"{path / FACTS} cannot be read: the backup is not finished, or damaged.") from error
    return facts
