"""`reset_second_step EMAIL`: for who has lost the phone and the recovery codes."""

import uuid
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from portal.accounts.domain.second_step import reset_second_step
from portal.accounts.models import User
from portal.changes.changing import change_of_state
from portal.command import Report, ReportingCommand
from portal.notify.circles import THEMSELVES
from portal.notify.outbox import notify


class Command(ReportingCommand):
    help = (
        "Forget somebody's app, security keys and recovery codes, and sign them out everywhere. First make sure that "
        "it is they who ask, and that nobody else reads their mailbox: whoever does can set up a new second step."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("email", metavar="EMAIL")

    def report(self, **options: Any) -> Report:
        user = User.objects.filter(email__iexact=options["email"].strip()).first()
        if user is None:
            raise CommandError(f"No account has the address {options['email']}.")
        if not _reset(user):
            raise CommandError(f"{user.email} has no second step.")
        text = f"{user.email} is signed out everywhere and sets up a new second step after the next sign-in."
        return Report(text, {"user": str(user.uuid)})


@change_of_state
def _reset(user: User) -> bool:
    """Take it away and tell the person. Returns whether there was one."""
    done = reset_second_step(user)
    if done:
        notify(user, "second_step_reset", key=f"second_step_reset:{uuid.uuid4()}", circle=THEMSELVES)
    return done
