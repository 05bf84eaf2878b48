"""Load the demo county into an empty database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.ops.county import NoDemo, load_county


class Command(BaseCommand):
    help = "Load the demo county (areas, staff, children, volunteers, activities, pages) into an empty database."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            load_county(self.stdout.write)
        except NoDemo as refusal:
            raise CommandError(str(refusal)) from refusal
