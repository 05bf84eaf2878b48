"""Making a backup: the database in one go, then each file that is not there yet, then the check of what was written."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.utils import timezone

from portal.audit.anchors import current_anchor

from . import database, keys, sealing, shelf
from .progress import Progress, Say
from .shelf import CONTENTS, DATABASE, FACTS, FORMAT, Backup


def make(place: Path, recipients: list[str], *, keep: int, say: Say) -> Backup:
    """One more backup in `place`, encrypted for the recipients; `keep` stay.

    What a run that was cut short has stored of the files is used by the next one.
    Raises SealingError, DatabaseToolError, ShelfError.
    """
    public = sealing.recipients(recipients)
    with shelf.held(place):
        _forget_unfinished(place)
        began = timezone.now()
        name = f"{began:%Y%m%dT%H%M%S%f}Z"
        unfinished = place / f".{name}.part"
        unfinished.mkdir(mode=0o700)
        # Before the copy: the chain up to here must be found in it again.
        facts: dict[str, Any] = {"format": FORMAT, "made_at": began.isoformat(), "keys": keys.needed()}
        facts["anchor"] = str(current_anchor())
        facts["vendor"] = database.connection.vendor
        _store_database(unfinished, public, say)
        facts["files"] = _store_files(place, unfinished, public, say)
        facts["sums"] = {part: sealing.digest_of_file(unfinished / part) for part in (DATABASE, CONTENTS)}
        (unfinished / FACTS).write_text(json.dumps(facts, indent=1), encoding="utf-8")
        backup = Backup(unfinished.rename(place / name), facts)
        say("Checking what was written …")
        check(backup)
        shelf.rotate(place, keep=keep)
    return backup


def check(backup: Backup) -> None:
    """Whether every part is there as it was written. Raises ShelfError."""
    for part, digest in backup.facts["sums"].items():
        path = backup.path / part
        if not path.is_file() or sealing.digest_of_file(path) != digest:
            raise shelf.ShelfError(f"{path} is damaged or missing.")
    for name, size in backup.facts["files"].items():
        path = shelf.file_of(backup.path.parent, name)
        if not path.is_file() or path.stat().st_size != size:
            raise shelf.ShelfError(f"{path} is damaged or missing.")


def _forget_unfinished(place: Path) -> None:
    for path in place.glob(".*Z.part"):
        shutil.rmtree(path)
    for path in (place / shelf.FILES).glob("*/*.part"):
        path.unlink()


def _store_database(folder: Path, public: list[Any], say: Say) -> None:
    say("Copying the database …")
    # In the clear for a moment, on this machine's own disk, where the database lies in the clear as well.
    with tempfile.TemporaryDirectory(prefix="tongxin-backup-") as room:
        copy = Path(room) / "database"
        database.copy_to(copy)
        with copy.open("rb") as plain:
            sealing.seal(plain, folder / DATABASE, public)


def _store_files(place: Path, folder: Path, public: list[Any], say: Say) -> dict[str, int]:
    """Each file under its name in the backup, with the bytes it takes; the paths are listed encrypted."""
    paths: dict[str, str] = {}
    sizes: dict[str, int] = {}
    found = list(files_below(""))
    progress = Progress(say, "Storing uploads", files=len(found))
    for path in found:
        name = _store_file(place, path, public)
        if name:
            paths[path], sizes[name] = name, shelf.file_of(place, name).stat().st_size
        progress.one(sizes.get(name, 0))
    sealing.seal(io.BytesIO(json.dumps(paths).encode()), folder / CONTENTS, public)
    return sizes


def files_below(folder: str) -> Iterator[str]:
    """The paths of all uploads in a folder and its folders; empty for all there are."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}{name}"
    for name in sorted(folders):
        yield from files_below(f"{folder}{name}/")


def _store_file(place: Path, path: str, public: list[Any]) -> str:
    """Its name in the backup; empty for a file that was removed in the meantime."""
    try:
        with default_storage.open(path) as file:
            name = keys.content_name(sealing.digest_of(file))
            target = shelf.file_of(place, name)
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                file.seek(0)
                sealing.seal(file, target, public)
    except FileNotFoundError:
        return ""
    return name
