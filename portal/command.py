"""What our management commands share: one line of text, or with --json one document; non-zero on failure."""

import json
from argparse import ArgumentParser
from dataclasses import dataclass
from typing import Any

from django.core.management.base import BaseCommand, CommandError


@dataclass(frozen=True)
class Report:
    """What a command found or did, for people and for programs."""

    text: str
    data: dict[str, Any]
    failed: bool = False


class ReportingCommand(BaseCommand):
    """Subclasses implement `report(**options)`; a refusal is a CommandError of one line."""

    requires_migrations_checks = True
    quiet = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """See BaseCommand.add_arguments."""
        parser.add_argument("--json", action="store_true", help="print one JSON document on standard output")

    def check_migrations(self) -> None:
        """See BaseCommand.check_migrations; on standard error, as standard output may be read by a program."""
        stdout, self.stdout = self.stdout, self.stderr
        try:
            super().check_migrations()
        finally:
            self.stdout = stdout

    def progress(self, line: str) -> None:
        """How far it is, for whoever sits before a terminal; nothing where a program reads."""
        if not self.quiet and self.stdout.isatty():
            self.stdout.write(line)
            self.stdout.flush()

    def report(self, **options: Any) -> Report:
        """Do the work. Raises CommandError."""
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        """See BaseCommand.handle."""
        self.quiet = bool(options["json"])
        try:
            report = self.report(**options)
        except CommandError as error:
            if options["json"]:
                report = Report("", {"error": str(error)}, failed=True)
            else:
                raise
        if options["json"]:
            self.stdout.write(json.dumps(report.data, ensure_ascii=False))
        elif report.failed:
            raise CommandError(report.text)
        else:
            self.stdout.write(report.text)
        if report.failed:
            raise SystemExit(1)
