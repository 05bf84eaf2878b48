"""`audit_anchor`: the end of the audit log now, to be kept on another machine."""

from argparse import ArgumentParser
from typing import Any

from portal.audit.anchors import write_anchor
from portal.audit.statements import public_key
from portal.command import Report, ReportingCommand


class Command(ReportingCommand):
    help = "Print the anchor of the audit log (STRAND.LINK,…:DIGEST) and write it to the log of the machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--public-key", action="store_true", help="print what checks signatures")

    def report(self, **options: Any) -> Report:
        if options["public_key"]:
            return Report(public_key().strip(), {"public_key": public_key()})
        anchor = write_anchor()
        return Report(str(anchor), {"anchor": str(anchor), "links": dict(anchor.links), "digest": anchor.digest})
