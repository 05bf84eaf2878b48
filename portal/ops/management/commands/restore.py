"""`restore SRC`: a backup into an empty database and an empty folder of uploads."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from portal.command import Report, ReportingCommand
from portal.ops.backup.database import DatabaseToolError
from portal.ops.backup.restoring import RestoreRefused, restore
from portal.ops.backup.sealing import SealingError
from portal.ops.backup.shelf import ShelfError


class Command(ReportingCommand):
    help = "Restore a backup into an empty place, verify the audit log and say what must be looked at."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("source", type=Path, help="a backup, or the folder of backups for the newest one")
        parser.add_argument(
            "--identity", type=Path, required=True, metavar="FILE", help="the file with the private key"
        )

    def report(self, **options: Any) -> Report:
        try:
            done = restore(options["source"], options["identity"], say=self.progress)
        except (RestoreRefused, SealingError, DatabaseToolError, ShelfError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"The restore stopped: {error.strerror}. When that is mended, run it again.") from error
        data = {"files": done.files, "events": done.events, "intact": done.intact, "told": done.told}
        data["wrong"] = done.wrong
        lines = [f"Restored: database, {done.files} files, {done.events} events of the audit log."]
        lines += [*done.wrong, *done.told, "Now run: manage.py migrate"]
        return Report("\n".join(lines), data, failed=bool(done.wrong))
