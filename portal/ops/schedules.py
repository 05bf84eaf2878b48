"""The worker's schedules: those of settings.SCHEDULES, readable, and due when they should be.

django-q reads all rows that are due in one transaction: one that it cannot read stops every other. And a row that ran
while the clock was wrong is due by that clock. So whoever attends the workers looks after the rows (`attending`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django_q.models import Schedule

from portal.jobs.guard import may_be_scheduled

from .clock import SLACK, bring_back

LATE_FOR = timedelta(minutes=15)
# What none of ours has: arguments, and other functions to be called.
EMPTY = ("args", "kwargs", "hook", "cron", "intended_date_kwarg")


def write_schedules() -> int:
    """Make the worker's schedules those of settings.SCHEDULES; others, made by hand, stay. Returns how many changed."""
    there: dict[str | None, list[Schedule]] = {}
    for row in Schedule.objects.order_by("pk"):
        there.setdefault(row.name, []).append(row)
    return sum(_write(name, wanted, there.get(name, [])) for name, wanted in _wanted())


def set_aside() -> int:
    """Rows that nobody can read, or that name no task of ours, are not run any more; the others go on. How many."""
    bad = [row.pk for row in Schedule.objects.exclude(repeats=0) if not is_readable(row)]
    return Schedule.objects.filter(pk__in=bad).update(repeats=0)


def remove_what_is_not_ours() -> int:
    """Remove rows that were or would be set aside, as those of an earlier version are. Returns how many."""
    bad = [row.pk for row in Schedule.objects.all() if not is_readable(row)]
    return Schedule.objects.filter(pk__in=bad).delete()[0]


def mend() -> int:
    """What a wrong clock has put too far ahead is due now. Returns how many rows."""
    now = timezone.now()
    ahead = [row.pk for row in _repeating() if _is_ahead(row, now)]
    return Schedule.objects.filter(pk__in=ahead).update(next_run=now) + bring_back()


def catch_up(queue: str | None = None) -> int:
    """What is late is due now, instead of being counted up from then minute by minute. Returns how many rows.

    Before the workers of that queue start, or those of all: what others leave undone must go on looking late.
    """
    now = timezone.now()
    late = [row.pk for row in _repeating() if row.next_run < now - LATE_FOR and queue in {None, _queue_of(row)}]
    return Schedule.objects.filter(pk__in=late).update(next_run=now)


def some_are_wrong() -> bool:
    """Whether a schedule of ours is missing, changed, switched off or due far later than it should be."""
    now, rows = timezone.now(), {row.name: row for row in Schedule.objects.all()}
    return any(
        name not in rows or not _is_as(rows[name], wanted) or not rows[name].next_run or _is_ahead(rows[name], now)
        for name, wanted in _wanted()
    )


def some_are_set_aside() -> bool:
    """Whether there is a row that cannot be read or names no task of ours; one of ours is `some_are_wrong`."""
    return any(not is_readable(row) for row in Schedule.objects.exclude(name__in=settings.SCHEDULES))


def is_readable(row: Schedule) -> bool:
    """Whether django-q can make a task of it without an error, and a task that is ours."""
    try:
        return (
            may_be_scheduled(row.func) and _arguments_are_readable(row) and bool(row.calculate_next_run(timezone.now()))
        )
    except Exception:  # noqa: BLE001  whatever it is, it would stop all schedules
        return False


def _write(name: str, wanted: dict[str, Any], rows: list[Schedule]) -> int:
    """One schedule as it should be, and once. Returns how much was otherwise."""
    if not rows:
        Schedule.objects.create(name=name, **wanted)
        return 1
    first, *more = rows
    changed = Schedule.objects.filter(pk__in=[row.pk for row in more]).delete()[0] if more else 0
    if not _is_as(first, wanted):
        changed += Schedule.objects.filter(pk=first.pk).update(**wanted)
    if first.next_run is None:
        changed += Schedule.objects.filter(pk=first.pk).update(next_run=timezone.now())
    return changed


def _wanted() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, (function, minutes) in settings.SCHEDULES.items():
        wanted: dict[str, Any] = {"func": function, "schedule_type": Schedule.MINUTES, "minutes": minutes}
        wanted |= {"repeats": -1, "cluster": settings.SCHEDULE_QUEUES.get(name)} | dict.fromkeys(EMPTY)
        yield name, wanted


def _is_as(row: Schedule, wanted: dict[str, Any]) -> bool:
    return all((getattr(row, field) or None) == (value or None) for field, value in wanted.items())


def _arguments_are_readable(row: Schedule) -> bool:
    """Read as django-q reads them, stricter: keywords must be words, and their options a dictionary."""
    if row.args:
        ast.literal_eval(row.args)
    options = _keywords(row.kwargs or "").get("q_options", {})
    return isinstance(options, dict)


def _keywords(text: str) -> dict[str, Any]:
    try:
        found = ast.literal_eval(text) if text else {}
    except (SyntaxError, ValueError):
        call = ast.parse(f"f({text})", mode="eval").body
        found = {word.arg: ast.literal_eval(word.value) for word in getattr(call, "keywords", ())}
    if not isinstance(found, dict):
        raise TypeError
    return found


def _repeating() -> list[Schedule]:
    rows = Schedule.objects.exclude(repeats=0).exclude(schedule_type=Schedule.ONCE).exclude(next_run=None)
    return [row for row in rows.order_by(F("pk")) if is_readable(row)]


def _is_ahead(row: Schedule, now: datetime) -> bool:
    return is_readable(row) and row.next_run > row.calculate_next_run(now) + SLACK


def _queue_of(row: Schedule) -> str:
    return str(row.cluster or settings.Q_CLUSTER["name"])
