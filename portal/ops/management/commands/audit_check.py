"""`audit_check`: what the worker does once a day: the whole log and its protection, written down and told."""

from typing import Any

from portal.command import Report, ReportingCommand
from portal.ops.auditing.checking import check


class Command(ReportingCommand):
    help = "Check the whole audit log and the database's triggers, write down what was found, and tell the auditors."

    def report(self, **options: Any) -> Report:
        found = check()
        data = {"intact": not found.problem, "events": found.events, "unprotected": found.unprotected}
        data |= {"broken_at": found.broken_at, "problem": found.problem}
        if found.is_fine:
            return Report(f"{found.events} events, all intact; every trigger is there.", data)
        said = [f"Event {found.broken_at} {found.problem}."] if found.problem else []
        said += [f"Missing in the database: {', '.join(found.unprotected)}."] if found.unprotected else []
        return Report(" ".join([*said, "The auditors are told."]), data, failed=True)
