"""`backup DEST`: everything that cannot be made again, encrypted, into a folder."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from portal.command import Report, ReportingCommand
from portal.ops.backup import making, sealing, sending
from portal.ops.backup.database import DatabaseToolError
from portal.ops.backup.shelf import Backup, ShelfError, finished


class Command(ReportingCommand):
    help = "Back up the database and all uploads, encrypted for a key that is not kept on this machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("place", nargs="?", default=settings.BACKUP_DIR, help="the folder (default: BACKUP_DIR)")
        parser.add_argument("--recipient", action="append", help="a public key, age1… (default: BACKUP_RECIPIENTS)")
        parser.add_argument(
            "--keep", type=int, default=settings.BACKUP_KEEP, help="how many backups stay in the folder"
        )
        parser.add_argument(
            "--second",
            metavar="PLACE",
            default=settings.BACKUP_SECOND_DIR,
            help="send it on to this folder too (default: BACKUP_SECOND_DIR)",
        )
        parser.add_argument(
            "--unless-newer-than", type=int, metavar="HOURS", help="do nothing where there is one as new as that"
        )
        parser.add_argument("--new-key", metavar="FILE", help="make a pair of keys instead: the private one into FILE")

    def report(self, **options: Any) -> Report:
        try:
            if options["new_key"]:
                return _new_key(Path(options["new_key"]))
            return self._back_up(**options)
        except (sealing.SealingError, DatabaseToolError, ShelfError, OSError) as error:
            raise CommandError(_words(error)) from error

    def _back_up(self, **options: Any) -> Report:
        if not options["place"]:
            raise CommandError("Name the folder for the backup, or set BACKUP_DIR.")
        place, public = Path(options["place"]), options["recipient"] or settings.BACKUP_RECIPIENTS
        if there := _new_enough(place, options["unless_newer_than"]):
            return Report(f"{there.path} is new enough: nothing to do.", {"backup": there.name, "made": False})
        made = making.make(place, public, keep=options["keep"], say=self.progress)
        if second := options["second"]:
            sending.send(made, Path(second), keep=options["keep"], say=self.progress)
        size = sum(path.stat().st_size for path in made.path.iterdir())
        data = {"backup": made.name, "files": len(made.facts["files"]), "bytes": size, "keys": list(made.facts["keys"])}
        data["second"] = bool(second)
        needed = ", ".join(["the private key", *made.facts["keys"]])
        text = f"{made.path}: database and {data['files']} files. To read it again, keep elsewhere: {needed}."
        if second:
            text += f" Sent to {second} as well."
        return Report(text, data)


def _new_enough(place: Path, hours: int | None) -> Backup | None:
    """The newest backup if it was begun within the last `hours`; none counts when no hours are named."""
    there = finished(place)
    if not hours or not there or there[0].made_at < timezone.now() - timedelta(hours=hours):
        return None
    return there[0]


def _new_key(path: Path) -> Report:
    public = sealing.new_identity(path)
    text = f"BACKUP_RECIPIENTS={public}\nMove {path} to a place away from this machine, and a copy to a second one."
    return Report(text, {"recipient": public, "identity": str(path)})


def _words(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"The backup could not be written: {error.strerror or type(error).__name__}. Nothing was removed."
    return str(error)
