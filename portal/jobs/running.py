"""Starting, running and cancelling jobs. A step may run twice (its worker can be killed): steps are idempotent."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django_q.models import OrmQ
from django_q.tasks import async_task

from portal.accounts.models import User
from portal.registry import Registry

from .models import OPEN, Job, JobState

RUN = "portal.jobs.tasks.run"
# A worker's task is ended after 60 seconds: a job is cut into pieces that are handed over again and again.
PIECE_SECONDS = 20
# No step takes longer; a job without a sign of life for that long has lost its worker.
LOST_AFTER = timedelta(seconds=90)
MAX_STARTS = 3
# Afterwards nobody asks what became of it, and the names of files may name people.
KEPT_FOR = timedelta(days=30)

Step = Callable[[Job, int], None]
Ended = Callable[[Job], None]


@dataclass(frozen=True)
class Kind:
    """`step(job, number)` does the work of one step, numbered from 0; `ended(job)` tidies up, however it ended."""

    step: Step
    ended: Ended | None = None


KINDS: Registry[Kind] = Registry()


def start(kind: str, *, total: int, by: User) -> Job:
    """Put a job into the queue. Call it inside the transaction that writes the rows its steps are about."""
    job = Job.objects.create(kind=kind, total=total, asked_by=by)
    hand_over(job)
    return job


def hand_over(job: Job) -> None:
    """Give it to the worker when the transaction is over; a job given twice is run once."""
    transaction.on_commit(lambda: async_task("portal.jobs.tasks.run", job.pk), robust=True)


def cancel(job: Job) -> None:
    """Stop before the next step; what is done stays. A job that has ended is left alone."""
    Job.objects.filter(pk=job.pk, state__in=OPEN).update(cancel_asked=True)
    _end(job, JobState.CANCELLED, only_if=JobState.WAITING)


def run_job(job_id: int) -> None:
    """Do a piece of a job: as many steps as fit into one task, then hand over the rest."""
    if not _claim(job_id):
        return None
    began = time.monotonic()
    job = Job.objects.get(pk=job_id)
    while job.done < job.total:
        if job.cancel_asked:
            return _end(job, JobState.CANCELLED)
        if time.monotonic() - began > PIECE_SECONDS:
            Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(state=JobState.WAITING)
            return hand_over(job)
        if job.starts_of_this_step >= MAX_STARTS:
            return _end(job, JobState.FAILED)
        Job.objects.filter(pk=job.pk).update(starts_of_this_step=F("starts_of_this_step") + 1)
        KINDS[job.kind].step(job, job.done)
        if not _step_is_done(job):
            return None
        job.refresh_from_db()
    return _end(job, JobState.DONE)


def sweep_jobs() -> int:
    """Every minute: hand over again what waits or lost its worker, forget what ended long ago. Returns how many."""
    Job.objects.filter(finished_at__lt=timezone.now() - KEPT_FOR).delete()
    lost = Job.objects.filter(state__in=OPEN, beat_at__lt=timezone.now() - LOST_AFTER)
    found = list(lost.exclude(pk__in=_in_the_queue())) if lost.exists() else []
    for job in found:
        hand_over(job)
    return len(found)


def _in_the_queue() -> set[int]:
    """The jobs that no worker has come to yet: a task taken by a worker is locked into the future."""
    waiting = (row.task for row in OrmQ.objects.filter(lock__lte=timezone.now()))
    return {task["args"][0] for task in waiting if task.get("func") == RUN}


def _claim(job_id: int) -> bool:
    """Whether this worker has it now: a job that waits, or whose worker gave no sign of life."""
    now = timezone.now()
    free = Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, beat_at__lt=now - LOST_AFTER)
    return Job.objects.filter(free, pk=job_id).update(state=JobState.RUNNING, beat_at=now) == 1


def _step_is_done(job: Job) -> bool:
    """Count the step just done; not when a worker that took this one for dead has counted it and gone on."""
    here = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, done=job.done)
    return here.update(done=job.done + 1, beat_at=timezone.now(), starts_of_this_step=0) == 1


def _end(job: Job, state: JobState, *, only_if: JobState = JobState.RUNNING) -> None:
    ended = Job.objects.filter(pk=job.pk, state=only_if).update(state=state, finished_at=timezone.now())
    tidy_up = KINDS[job.kind].ended
    if ended and tidy_up:
        tidy_up(job)
