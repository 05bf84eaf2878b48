"""Sending a message once: claimed by a conditional update, attempts counted before trying."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from . import handed_over, passing
from .circles import concerns
from .line import is_away
from .mail_server import mail_server
from .models import Channel, Message, MessageState
from .outcome import Outcome
from .queues import MAIL, QUEUES, Queue, queue_of

MAX_ATTEMPTS = MAIL.most_attempts
NO_LONGER_HERE = "the account is closed"
logger = logging.getLogger(__name__)


def stale_after() -> timedelta:
    """How old a claim must be before its worker counts as dead: past the task's timeout, before django-q's retry."""
    return timedelta(seconds=settings.TASK_RETRY / 2)


def deliverable(now: datetime) -> Q:
    """Messages that may be claimed: waiting, their back-off over, or claimed by a worker that died."""
    return due_in(MAIL, now) | due_in(QUEUES["urgent"], now)


def due_in(queue: Queue, now: datetime) -> Q:
    """Messages of one queue that may be claimed."""
    waiting = Q(attempts=0)
    for attempts, wait in enumerate(queue.waits[1:], start=1):
        waiting |= Q(attempts=attempts, claimed_at__lte=now - wait)
    abandoned = Q(state=MessageState.SENDING, claimed_at__lte=now - stale_after())
    its_time = Q(not_before=None) | Q(not_before__lte=now)
    free = Q(state=MessageState.QUEUED) & waiting | abandoned
    return Q(urgent=queue.urgent, attempts__lt=queue.most_attempts) & its_time & free


def deliver_message(message_id: int) -> bool:
    """Send the message if nobody else has claimed it. Returns whether it was sent now."""
    return attempt(message_id) is Outcome.SENT


def attempt(message_id: int, server: Any = None) -> Outcome:
    """Send the message if nobody else has claimed it, by an open connection or one of its own."""
    now = timezone.now()
    claim = Message.objects.filter(deliverable(now), pk=message_id)
    if not claim.update(state=MessageState.SENDING, claimed_at=now, attempts=F("attempts") + 1):
        return Outcome.NOT_MINE
    message = Message.objects.select_related("recipient").get(pk=message_id)
    try:
        if not concerns(message):
            passing.pass_on(message)
            return Outcome.REFUSED
        if not message.recipient.is_active:
            _finish(message, MessageState.FAILED, error=NO_LONGER_HERE)
            return Outcome.REFUSED
        if not handed_over.is_noted(_identity(message)):
            _send(message, server)
    except (Exception, SystemExit) as error:  # noqa: BLE001  it must not stay claimed, whatever happens
        return _failed(message, error)
    _finish(message, MessageState.SENT, sent_at=timezone.now())
    handed_over.forget(_identity(message))
    return Outcome.SENT


def give_up(now: datetime) -> int:
    """Mark as failed what died with its last attempt. Returns how many."""
    dead = Message.objects.filter(
        state=MessageState.SENDING, attempts__gte=MAX_ATTEMPTS, claimed_at__lte=now - stale_after()
    )
    return dead.update(state=MessageState.FAILED, error="the worker died")


def texts(message: Message, language: str = "") -> tuple[str, str]:
    """Subject and body of a message, in the language of its recipient unless another is asked for."""
    language = language or message.recipient.language
    with translation.override(language):
        said = message.context.get("by_language", {}).get(language, {})
        context = {
            **message.context,
            **said,
            "recipient": message.recipient,
            "site_address": settings.WAGTAILADMIN_BASE_URL,
        }
        subject = render_to_string(f"notify/{message.template}.subject.txt", context).strip()
        return subject, render_to_string(f"notify/{message.template}.txt", context).strip()


def _send(message: Message, server: Any) -> None:
    if message.channel != Channel.EMAIL:
        return
    subject, body = texts(message)
    # The same identity on every attempt: a mail server that has seen it can drop the second copy.
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    headers = {"Message-ID": f"<message-{message.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    server = server or mail_server(queue_of(urgent=message.urgent))
    EmailMessage(subject, body, None, [message.recipient.email], headers=headers, connection=server).send()
    handed_over.note(_identity(message))


def _identity(message: Message) -> str:
    # The number alone may belong to another message after a backup was restored.
    return f"message-{message.pk}-{message.created_at.timestamp():.6f}"


def _failed(message: Message, error: BaseException) -> Outcome:
    # The text of a mail server's error may hold the address: only its kind is logged and kept.
    kind, away = type(error).__name__, is_away(error)
    logger.error("Message %s could not be sent (attempt %s): %s", message.pk, message.attempts, kind)
    again = message.attempts < queue_of(urgent=message.urgent).most_attempts
    _finish(message, MessageState.QUEUED if again else MessageState.FAILED, error=kind, hindered=away)
    return Outcome.AWAY if away else Outcome.REFUSED


def _finish(message: Message, state: str, **fields: Any) -> None:
    # Only the claim this attempt made: a slower twin must not undo what a later attempt wrote.
    mine = Message.objects.filter(pk=message.pk, state=MessageState.SENDING, attempts=message.attempts)
    mine.update(state=state, **{"error": "", "hindered": False, "sent_at": None, **fields})
