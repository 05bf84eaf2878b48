"""The newest backup to a second place: what is there already is not sent again, what was cut short goes on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from . import making, sealing, shelf
from .progress import Progress, Say
from .shelf import Backup


def send(backup: Backup, place: Path, *, keep: int, say: Say) -> Backup:
    """Copy a finished backup and the files it needs into another place, where `keep` stay. Sending it again is free.

    A file that was cut short is gone on with where it ended. Raises ShelfError, OSError.
    """
    with shelf.held(place):
        sent = place / backup.name
        if not sent.exists():
            unfinished = place / f".{backup.name}.part"
            unfinished.mkdir(mode=0o700, exist_ok=True)
            pairs = [*_files(backup, place), *_parts(backup, unfinished)]
            progress = Progress(say, "Sending", files=len(pairs))
            for source, target in pairs:
                progress.one(_copy(source, target))
            unfinished.rename(sent)
        there = shelf.find(sent)
        making.check(there)
        _forget_others(place)
        shelf.rotate(place, keep=keep)
    return there


def _files(backup: Backup, place: Path) -> Iterator[tuple[Path, Path]]:
    for name in backup.facts["files"]:
        yield shelf.file_of(backup.path.parent, name), shelf.file_of(place, name)


def _parts(backup: Backup, unfinished: Path) -> Iterator[tuple[Path, Path]]:
    """The facts last: a folder without them is no backup."""
    for part in (shelf.DATABASE, shelf.CONTENTS, shelf.FACTS):
        yield backup.path / part, unfinished / part


def _copy(source: Path, target: Path) -> int:
    """Whole or not at all under its name; returns the bytes that were sent."""
    size = source.stat().st_size
    if target.exists() and target.stat().st_size == size:
        return 0
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.sending")
    sent = _append(source, unfinished)
    if sealing.digest_of_file(unfinished) != sealing.digest_of_file(source):
        # What was there was the beginning of something else.
        unfinished.unlink()
        sent = _append(source, unfinished)
    unfinished.rename(target)
    return sent


def _append(source: Path, unfinished: Path) -> int:
    with source.open("rb") as here, unfinished.open("ab") as there:
        begun = there.tell()
        here.seek(begun)
        shutil.copyfileobj(here, there, sealing.CHUNK)
        return there.tell() - begun


def _forget_others(place: Path) -> None:
    for path in place.glob(".*Z.part"):
        shutil.rmtree(path)
