"""`audit_verify`: whether the audit log is as it was written."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from portal.audit.anchors import Anchor
from portal.audit.verification import verify
from portal.command import Report, ReportingCommand


class Command(ReportingCommand):
    help = "Check every event of the audit log; ends non-zero at the first one that was changed or removed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--anchor", metavar="STRAND.LINK:DIGEST", help="an anchor kept elsewhere")

    def report(self, **options: Any) -> Report:
        try:
            anchor = Anchor.parse(options["anchor"]) if options["anchor"] else None
        except ValueError as error:
            raise CommandError(str(error)) from error
        found = verify(anchor)
        data = {"intact": found.intact, "events": found.events, "anchor": str(found.anchor)}
        if found.intact:
            return Report(f"{found.events} events, all intact. Anchor: {found.anchor}", data)
        text = f"Event {found.broken_at} {found.problem}. Keep this database as it is and compare with a backup."
        return Report(text, data | {"broken_at": found.broken_at, "problem": found.problem}, failed=True)
