"""What a migrated database needs besides its tables: the cache table and the worker's schedules."""

from typing import Any

from django.core.management import call_command
from django.db import connections


def prepare_database(sender: Any, using: str = "default", **kwargs: Any) -> None:
    """Runs after `migrate`: rate limits live in the cache table, so it must exist before the first request."""
    call_command("createcachetable", database=using, verbosity=0)
    if "django_q_schedule" in connections[using].introspection.table_names():
        from .schedules import write_schedules  # models are loaded after apps

        write_schedules()
