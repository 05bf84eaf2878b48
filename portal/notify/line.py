"""The line to the mail server: whether it answers, and what was given up because it did not."""

from __future__ import annotations

from datetime import datetime, timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPHeloError,
    SMTPResponseException,
    SMTPServerDisconnected,
)

from django.db.models import Q, QuerySet

from .models import Channel, Line, Message, MessageState
from .queues import Queue

# How long what was given up for want of a server is taken up again when it answers: later it is of no use to anybody.
TAKEN_UP_FOR = timedelta(days=7)
ASKED_EVERY = timedelta(minutes=15)
NOTED_EVERY = timedelta(minutes=1)
SERVICE_NOT_AVAILABLE = 421


def is_away(error: BaseException) -> bool:
    """Whether the mail server itself is away, silent or lets nobody in, rather than refusing this one message."""
    if isinstance(error, (SMTPServerDisconnected, SMTPConnectError, SMTPHeloError, SMTPAuthenticationError)):
        return True
    if isinstance(error, SMTPResponseException):
        return error.smtp_code == SERVICE_NOT_AVAILABLE
    # Every SMTPException is an OSError too. A task that ran out of time ends in SystemExit.
    return isinstance(error, (OSError, SystemExit)) and not isinstance(error, SMTPException)


def note_away(queue: Queue, now: datetime) -> None:
    """The mail server did not answer this queue."""
    line, created = Line.objects.get_or_create(queue=queue.name, defaults={"away_since": now})
    if not created:
        Line.objects.filter(pk=line.pk, away_since=None).update(away_since=now)


def note_answered(queue: Queue, now: datetime) -> int:
    """The mail server took something from this queue. Returns how many messages are taken up again because of that."""
    line, _created = Line.objects.get_or_create(queue=queue.name)
    if line.away_since is None and line.answered_at and line.answered_at > now - NOTED_EVERY:
        return 0
    Line.objects.filter(pk=line.pk).update(away_since=None, answered_at=now)
    return 0 if line.away_since is None else _take_up_again(queue, now)


def away_since(queue: Queue) -> datetime | None:
    """Since when the mail server has not answered this queue; None when it does."""
    return Line.objects.filter(queue=queue.name).values_list("away_since", flat=True).first()


def try_one(queue: Queue, now: datetime) -> None:
    """While the server is away and nothing is due, one message goes first, so that its return is noticed."""
    if away_since(queue) is None:
        return
    waited_for = _hindered(queue, now).filter(Q(claimed_at=None) | Q(claimed_at__lte=now - ASKED_EVERY))
    first = waited_for.order_by("claimed_at").values_list("pk", flat=True).first()
    last_wait = {"attempts": queue.most_attempts - 1, "claimed_at": now - queue.waits[-1]}
    if first is not None:
        _hindered(queue, now).filter(pk=first).update(state=MessageState.QUEUED, **last_wait)


def _hindered(queue: Queue, now: datetime) -> QuerySet[Message]:
    """Messages that waited or were given up because the server was away."""
    states = (MessageState.QUEUED, MessageState.FAILED)
    return Message.objects.filter(
        channel=Channel.EMAIL,
        urgent=queue.urgent,
        state__in=states,
        hindered=True,
        created_at__gte=now - TAKEN_UP_FOR,
    )


def _take_up_again(queue: Queue, now: datetime) -> int:
    return _hindered(queue, now).update(state=MessageState.QUEUED, attempts=0, error="", hindered=False)
