"""What a migrated database needs besides its tables: the cache table and the worker's schedules."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections


def prepare_database(sender: Any, using: str = "default", **kwargs: Any) -> None:
    """Runs after `migrate`: rate limits live in the cache table, so it must exist before the first request."""
    call_command("createcachetable", database=using, verbosity=0)
    if "django_q_schedule" in connections[using].introspection.table_names():
        write_schedules()


def write_schedules() -> None:
    """Make the worker's schedules those of settings.SCHEDULES; others, made by hand, stay."""
    from django_q.models import Schedule

    for name, (function, minutes) in settings.SCHEDULES.items():
        wanted = {"func": function, "schedule_type": Schedule.MINUTES, "minutes": minutes, "repeats": -1}
        wanted["cluster"] = settings.SCHEDULE_QUEUES.get(name)
        schedule, _created = Schedule.objects.get_or_create(name=name, defaults=wanted)
        if any(getattr(schedule, field) != value for field, value in wanted.items()):
            Schedule.objects.filter(pk=schedule.pk).update(**wanted)
