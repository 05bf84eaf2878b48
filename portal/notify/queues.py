"""The queues that e-mails wait in, each worked off by processes of its own: what hangs in one holds up no other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_q.models import OrmQ
from django_q.tasks import async_task

DELIVER = "portal.notify.tasks.deliver"


@dataclass(frozen=True)
class Queue:
    """One queue: `name` is that of its cluster of workers; the waits are those before each attempt at one message."""

    name: str
    urgent: bool
    waits: tuple[timedelta, ...]
    # Seconds: how long the mail server may be silent, and after how long at most the rest is left to another task.
    patience: float
    longest: float

    @property
    def piece(self) -> float:
        """Seconds after which the rest is left to another task.

        Long before a task is stopped for taking too long: what it was just sending would be sent a second time.
        """
        timeout = settings.URGENT_TASK_TIMEOUT if self.urgent else settings.TASK_TIMEOUT
        return min(self.longest, float(timeout) / 3)

    @property
    def most_attempts(self) -> int:
        """How often one message is tried."""
        return len(self.waits)

    @property
    def claimed_for(self) -> timedelta:
        """How long a worker has what it took: longer than any task of this queue runs."""
        return timedelta(seconds=settings.TASK_RETRY / 2)


def _minutes(*waits: float) -> tuple[timedelta, ...]:
    return tuple(timedelta(minutes=wait) for wait in waits)


# Longer than the next would still be a surprise when it arrives. A code is of use for a quarter of an hour.
MAIL = Queue("mail", urgent=False, waits=_minutes(0, 5, 15, 60, 240), patience=settings.EMAIL_TIMEOUT, longest=20)
URGENT = Queue("urgent", urgent=True, waits=_minutes(0, 0.25, 1, 2, 5), patience=settings.URGENT_TIMEOUT, longest=5)
QUEUES = {queue.name: queue for queue in (MAIL, URGENT)}


def queue_of(*, urgent: bool) -> Queue:
    """The queue of a message."""
    return URGENT if urgent else MAIL


def wake(queue: Queue) -> bool:
    """Let a worker of this queue look for what is due. Returns whether it had to be called.

    Call it when the message is committed: a worker called before and not begun yet will find it by itself, so that
    one call waits at a time however many messages there are. A message given to two workers is sent once.
    """
    if is_called(queue):
        return False
    async_task("portal.notify.tasks.deliver", queue.name, cluster=queue.name)
    return True


def is_called(queue: Queue) -> bool:
    """Whether a worker has been called that has not begun: a task taken by a worker is locked into the future."""
    waiting = OrmQ.objects.filter(key=queue.name, lock__lte=timezone.now())
    return any(row.task.get("func") == DELIVER for row in waiting)
