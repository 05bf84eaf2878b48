"""`appoint EMAIL ROLE AREA_CODE`: the operator at the machine appoints the first people, and proposes all others."""

from argparse import ArgumentParser
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from portal.accounts.enums import Role
from portal.accounts.models import Assignment, RoleChange, User
from portal.areas.models import Area
from portal.changes.denied import Denied
from portal.command import Report, ReportingCommand
from portal.desk.appointing import appoint_at_machine, propose_end_at_machine

GIVEN = (
    "{email} is now {role} in {area}.",
    "First installation: given by one person and without a waiting time; from the next on, a second person confirms.",
)
PROPOSED = (
    "{email} is proposed as {role} in {area}.",
    "Somebody on the desk has to confirm it under People and roles; it takes effect after the waiting time.",
)
END_PROPOSED = (
    "It is proposed that {email} is no longer {role} in {area}.",
    "The role ends when somebody on the desk confirms it under People and roles.",
)


class Command(ReportingCommand):
    help = (
        "Give an account a role in an area: at the first installation at once, later as a proposal that somebody on "
        "the desk confirms. Recorded in the audit log as done by the system."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("role", metavar="ROLE", help=", ".join(Role.values))
        parser.add_argument("area", metavar="AREA_CODE", help="statistical code, as 331125 for a county")
        parser.add_argument("--create", action="store_true", help="make the account, without a password, if needed")
        parser.add_argument("--end", action="store_true", help="propose to end the role instead")

    def report(self, **options: Any) -> Report:
        role = self._role(options["role"])
        area = Area.objects.filter(code=options["area"]).first()
        if area is None:
            raise CommandError(f"Unknown area {options['area']}: load it with load_areas first.")
        email = options["email"].strip()
        try:
            done = self._end(email, role, area) if options["end"] else self._give(email, role, area, options["create"])
        except Denied as denied:
            raise CommandError(denied.message) from denied
        words = GIVEN if isinstance(done, Assignment) else END_PROPOSED if options["end"] else PROPOSED
        text = " ".join(words).format(email=done.user.email, role=role, area=area.code)
        proposed = isinstance(done, RoleChange)
        return Report(text, {"user": str(done.user.uuid), "role": str(role), "area": area.code, "proposed": proposed})

    def _role(self, word: str) -> Role:
        if word not in Role.values:
            raise CommandError(f"Unknown role {word}: it is one of {', '.join(Role.values)}.")
        return Role(word)

    def _give(self, email: str, role: Role, area: Area, create: bool) -> Assignment | RoleChange:
        address = self._address(email) if create else email
        try:
            return appoint_at_machine(address, role, area, create=create)
        except User.DoesNotExist as error:
            raise CommandError(
                f"No account has the address {email}: let them sign up first, or add --create."
            ) from error

    def _end(self, email: str, role: Role, area: Area) -> RoleChange:
        held = Assignment.objects.current().filter(user__email__iexact=email, role=role, area=area).first()
        if held is None:
            raise CommandError(f"{email} is not {role} in {area.code} now.")
        return propose_end_at_machine(held)

    def _address(self, email: str) -> str:
        try:
            return str(forms.EmailField().clean(email))
        except ValidationError as error:
            raise CommandError(f"{email} is not an email address: write it as name@example.com.") from error
