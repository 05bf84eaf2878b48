"""Check that the translations are complete, sure, and up to date with the sources."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.ops.catalogues import problems


class Command(BaseCommand):
    help = "Check every catalogue: nothing missing, fuzzy, left over, said in two ways, not extracted; the same places."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(problems())
        if options["json"]:
            self.stdout.write(json.dumps([asdict(problem) for problem in found], ensure_ascii=False, indent=1))
        else:
            for problem in found:
                self.stdout.write(str(problem))
        if found:
            raise CommandError(f"{len(found)} texts need work: run makemessages in the app and fill them in.")
