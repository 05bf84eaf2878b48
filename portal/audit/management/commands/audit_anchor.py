"""`audit_anchor`: the end of the audit log now, to be kept on another machine."""

from typing import Any

from portal.audit.anchors import write_anchor
from portal.command import Report, ReportingCommand


class Command(ReportingCommand):
    help = "Print the anchor of the audit log (STRAND.LINK,…:DIGEST) and write it to the log of the machine."

    def report(self, **options: Any) -> Report:
        anchor = write_anchor()
        return Report(str(anchor), {"anchor": str(anchor), "links": dict(anchor.links), "digest": anchor.digest})
