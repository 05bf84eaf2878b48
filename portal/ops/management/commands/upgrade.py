"""`upgrade`: all that a new version needs, after its code is in place and before it is started."""

from typing import Any

from django.core.management.base import CommandError

from portal.command import Report, ReportingCommand
from portal.ops.upgrading import NotUpgraded, upgrade


class Command(ReportingCommand):
    help = "Do all that a new version needs; safe to run again. Stop the site's processes before, start them after."
    # It is what makes them right.
    requires_migrations_checks = False
    requires_system_checks = ()

    def report(self, **options: Any) -> Report:
        """One line for each step, when it is done. Raises CommandError."""
        done: dict[str, str] = {}
        try:
            for one in upgrade():
                done[one.step] = one.said
                if not options["json"]:
                    self.stdout.write(f"{one.step}: {one.said}")
        except NotUpgraded as error:
            raise CommandError(str(error)) from error
        return Report("The site can be started.", done)
