"""A job: what is done, how far it is, who asked for it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", pgettext_lazy("a job", "Waiting")
    RUNNING = "running", pgettext_lazy("a job", "Under way")
    DONE = "done", pgettext_lazy("a job", "Finished")
    CANCELLED = "cancelled", pgettext_lazy("a job", "Cancelled")
    FAILED = "failed", pgettext_lazy("a job", "Failed")


OPEN = (JobState.WAITING, JobState.RUNNING)


class Job(models.Model):
    """One piece of long work in steps. What the steps are about stands in rows of their own that point here."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING, db_index=True)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    starts_of_this_step = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    beat_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="job_does_no_more_than_there_is")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.done}/{self.total}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be waited for."""
        return self.state in OPEN


class Worker(models.Model):
    """Processes that work off one queue on one machine, while they run: whoever is stopped takes the row along."""

    queue = models.CharField(max_length=100)
    host = models.CharField(max_length=255)
    pid = models.PositiveIntegerField()
    # A keyed digest: which secret key signs what they take. Never the key.
    key = models.CharField(max_length=64)
    started_at = models.DateTimeField(default=timezone.now)
    beat_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["host", "pid", "queue"], name="worker_once_for_each_process")
        ]

    def __str__(self) -> str:
        return f"{self.queue} {self.host}:{self.pid}"
