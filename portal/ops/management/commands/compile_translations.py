"""Compile the translations that have changed; needs no gettext tools."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.ops.catalogues import compile_catalogues


class Command(BaseCommand):
    help = "Compile every .po of the project that is newer than its .mo."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{compile_catalogues()} compiled")
