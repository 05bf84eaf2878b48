"""Close the site for an upgrade or a restore, and open it again."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import CommandError
from django.db import Error
from django.utils import timezone

from portal.command import Report, ReportingCommand
from portal.pagecache.stamp import forget_now
from portal.web import maintenance


class Command(ReportingCommand):
    help = "Show visitors of this machine a page that says the site is closed, or let them in again."
    # It is used when the database is not what the code expects, or not there.
    requires_migrations_checks = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("state", choices=["on", "off"])
        parser.add_argument("--until", default="", help='when it will be open again: "14:30" or "2026-11-22 14:30"')

    def report(self, **options: Any) -> Report:
        """Raises CommandError for a time that cannot be read or is over."""
        if options["state"] == "off":
            maintenance.reopen()
            return Report("The site is open.", {"closed": False})
        end = _time(options["until"]) if options["until"] else None
        maintenance.close(end)
        told = f"until {end:%Y-%m-%d %H:%M}" if end else "until you say: maintenance off"
        return Report(
            f"The site is closed {told}.{_forget_pages()}", {"closed": True, "until": end and end.isoformat()}
        )


def _time(text: str) -> datetime:
    """A time today, or the next such time when it is over; or a day with a time."""
    now = timezone.localtime()
    try:
        found = datetime.fromisoformat(text if len(text) > len("14:30") else f"{now:%Y-%m-%d} {text}")
    except ValueError as error:
        raise CommandError('Write the time as "14:30" or "2026-11-22 14:30".') from error
    end = found if timezone.is_aware(found) else timezone.make_aware(found)
    if end <= now and len(text) <= len("14:30"):
        end += timedelta(days=1)
    if end <= now:
        raise CommandError("That time is over.")
    return end


def _forget_pages() -> str:
    """So that no page is shown from memory; without a database each host forgets within a minute by itself."""
    try:
        forget_now()
    except Error:
        return " Pages in memory may be shown for another minute."
    return ""
