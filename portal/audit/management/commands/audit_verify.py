"""`audit_verify`: whether the audit log is as it was written."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from portal.audit.anchors import Anchor
from portal.audit.statements import NotAStatement, read
from portal.audit.verification import verify
from portal.command import Report, ReportingCommand


class Command(ReportingCommand):
    help = "Check every event of the audit log; ends non-zero at the first one that was changed or removed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--anchor", metavar="STRAND.LINK:DIGEST", help="an anchor kept elsewhere")
        parser.add_argument("--message", metavar="FILE", help="a message kept elsewhere that holds a signed anchor")

    def report(self, **options: Any) -> Report:
        anchor = _anchor_in(options["message"]) if options["message"] else _anchor(options["anchor"])
        found = verify(anchor)
        data = {"intact": found.intact, "events": found.events, "anchor": str(found.anchor)}
        if found.intact:
            return Report(f"{found.events} events, all intact. Anchor: {found.anchor}", data)
        text = f"Event {found.broken_at} {found.problem}. Keep this database as it is and compare with a backup."
        return Report(text, data | {"broken_at": found.broken_at, "problem": found.problem}, failed=True)


def _anchor(text: str | None) -> Anchor | None:
    try:
        return Anchor.parse(text) if text and text != "none" else None
    except ValueError as error:
        raise CommandError(str(error)) from error


def _anchor_in(path: str) -> Anchor | None:
    """That of a message which this site signed. Raises CommandError."""
    try:
        said = read(sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8", errors="replace"))
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except NotAStatement as error:
        raise CommandError("There is no anchor in this message: save it whole, as plain text.") from error
    if not said.is_ours:
        raise CommandError("This anchor was not signed with this site's AUDIT_KEY, or was changed since.")
    return _anchor(said.anchor)
