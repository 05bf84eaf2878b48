"""After the clock was wrong: stored moments that keep something waiting are brought back to now.

While it was a day ahead a message was tried, a wrong code typed, a task taken: by the right clock that is tomorrow, and
until then nothing would happen to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils import timezone

from portal.registry import Registry

SLACK, NO_TIME, AN_HOUR = timedelta(minutes=2), timedelta(), timedelta(hours=1)


@dataclass(frozen=True)
class Waiting:
    """A moment that something waits for or is counted from, and how far ahead it may rightly be."""

    model: str
    field: str
    ahead: timedelta

    def bring_back(self, now: datetime) -> int:
        """What is further ahead than it can be is now. Returns how many rows."""
        model: Any = apps.get_model(self.model)
        rows = model.objects.filter(**{f"{self.field}__gt": now + self.ahead + SLACK})
        return int(rows.update(**{self.field: now}))


WAITING = [
    Waiting("django_q.OrmQ", "lock", timedelta(seconds=settings.TASK_RETRY)),
    Waiting("jobs.Job", "beat_at", NO_TIME),
    Waiting("notify.Message", "claimed_at", NO_TIME),
    Waiting("notify.Message", "not_before", AN_HOUR),
    Waiting("notify.SealedLetter", "due_at", AN_HOUR),
    Waiting("notify.Line", "away_since", NO_TIME),
    Waiting("accounts.Counter", "began", NO_TIME),
    Waiting("accounts.Counter", "open_at", AN_HOUR),
]
BringBack = Callable[[datetime], int]
# Moments of their own that apps bring back.
BRING_BACK: Registry[BringBack] = Registry()


def bring_back() -> int:
    """Bring all of them back. Returns how many rows."""
    now = timezone.now()
    return sum(one.bring_back(now) for one in WAITING) + sum(function(now) for function in BRING_BACK)
