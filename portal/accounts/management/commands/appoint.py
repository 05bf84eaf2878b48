"""`appoint EMAIL ROLE AREA_CODE`: the operator at the machine appoints the first people."""

from argparse import ArgumentParser
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction

from portal.accounts.domain.assignments import assign
from portal.accounts.domain.inviting import invite
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.areas.models import Area
from portal.command import Report, ReportingCommand
from portal.denied import Denied


class Command(ReportingCommand):
    help = "Give an account a role in an area. Recorded in the audit log as done by the system."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("role", metavar="ROLE", help=", ".join(Role.values))
        parser.add_argument("area", metavar="AREA_CODE", help="statistical code, as 331125 for a county")
        parser.add_argument("--create", action="store_true", help="make the account, without a password, if needed")

    @transaction.atomic
    def report(self, **options: Any) -> Report:
        if options["role"] not in Role.values:
            raise CommandError(f"Unknown role {options['role']}: it is one of {', '.join(Role.values)}.")
        area = Area.objects.filter(code=options["area"]).first()
        if area is None:
            raise CommandError(f"Unknown area {options['area']}: load it with load_areas first.")
        user = self._account(options["email"], create=options["create"])
        try:
            assign(user, Role(options["role"]), area, by=None)
        except Denied as denied:
            raise CommandError(denied.message) from denied
        text = f"{user.email} is now {options['role']} in {area.code}."
        return Report(text, {"user": str(user.uuid), "role": options["role"], "area": area.code})

    def _account(self, email: str, *, create: bool) -> User:
        user = User.objects.filter(email__iexact=email.strip()).first()
        if user is None and not create:
            raise CommandError(f"No account has the address {email}: let them sign up first, or add --create.")
        return user or invite(self._address(email), by=None)

    def _address(self, email: str) -> str:
        try:
            return str(forms.EmailField().clean(email))
        except ValidationError as error:
            raise CommandError(f"{email} is not an email address: write it as name@example.com.") from error
