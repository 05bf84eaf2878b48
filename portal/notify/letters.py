"""Sealed letters: e-mails with a code or another's words in them, kept encrypted until they are sent or out of date."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from portal.privacy.fields import is_unreadable

from . import handed_over
from .line import is_away
from .models import SealedLetter
from .outcome import Outcome
from .queues import Queue, queue_of, wake

logger = logging.getLogger(__name__)


def post(mail: EmailMessage, *, urgent: bool, keep_for: timedelta) -> SealedLetter:
    """Seal an e-mail and have a worker send it, once the transaction is over. Raises ValueError for one with files."""
    if mail.attachments:
        raise ValueError("A letter has no files: they would be kept in the database.")
    now = timezone.now()
    letter = SealedLetter(urgent=urgent, created_at=now, due_at=now, expires_at=now + keep_for)
    letter.sealed = json.dumps(_content(mail), ensure_ascii=False)
    letter.save()
    transaction.on_commit(lambda: wake(queue_of(urgent=urgent)), robust=True)
    return letter


def due_letters(queue: Queue, now: datetime, at_most: int) -> list[int]:
    """The letters that may be sent now, those that wait longest first."""
    return list(_due(queue, now).order_by("created_at", "pk").values_list("pk", flat=True)[:at_most])


def attempt_letter(letter_id: int, queue: Queue, server: Any) -> Outcome:
    """Send a letter, if nobody else has it, and remove it. One that could not be sent waits until it is out of date."""
    now = timezone.now()
    claimed = _due(queue, now).filter(pk=letter_id)
    if not claimed.update(due_at=now + queue.claimed_for, attempts=F("attempts") + 1):
        return Outcome.NOT_MINE
    letter = SealedLetter.objects.get(pk=letter_id)
    identity = f"letter-{letter.uuid}"
    try:
        mail = opened_letter(letter, server)
        if mail and not handed_over.is_noted(identity):
            mail.send()
            handed_over.note(identity)
    except (Exception, SystemExit) as error:  # noqa: BLE001  it must not stay claimed, whatever happens
        return _failed(letter, queue, error)
    letter.delete()
    handed_over.forget(identity)
    return Outcome.SENT if mail else Outcome.NOT_MINE


def forget_expired(now: datetime) -> int:
    """Remove what is of no use any more. Returns how many."""
    return SealedLetter.objects.filter(expires_at__lte=now).delete()[0]


def opened_letter(letter: SealedLetter, server: Any = None) -> EmailMessage | None:
    """The e-mail in a letter; None for a decoy, and for one whose key is lost."""
    if is_unreadable(letter.sealed):
        return None
    said = json.loads(letter.sealed)
    if not said["to"]:
        return None
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    headers = {"Message-ID": f"<letter-{letter.uuid}@{host}>", "Auto-Submitted": "auto-generated", **said["headers"]}
    mail = EmailMultiAlternatives(said["subject"], said["body"], said["from"], said["to"], headers=headers)
    mail.cc, mail.bcc, mail.connection = said["cc"], said["bcc"], server
    for text, kind in said["alternatives"]:
        mail.attach_alternative(text, kind)
    return mail


def _content(mail: EmailMessage) -> dict[str, Any]:
    alternatives = [list(each) for each in getattr(mail, "alternatives", [])]
    return {
        "subject": str(mail.subject), "body": str(mail.body), "from": mail.from_email, "to": mail.to, "cc": mail.cc,
        "bcc": mail.bcc, "headers": mail.extra_headers, "alternatives": alternatives,
    }  # fmt: skip


def _due(queue: Queue, now: datetime) -> QuerySet[SealedLetter]:
    return SealedLetter.objects.filter(urgent=queue.urgent, due_at__lte=now, expires_at__gt=now)


def _failed(letter: SealedLetter, queue: Queue, error: BaseException) -> Outcome:
    # The text of a mail server's error may hold the address: only its kind is logged.
    logger.error("Letter %s could not be sent (attempt %s): %s", letter.pk, letter.attempts, type(error).__name__)
    wait = queue.waits[min(letter.attempts, len(queue.waits) - 1)]
    mine = SealedLetter.objects.filter(pk=letter.pk, attempts=letter.attempts)
    mine.update(due_at=timezone.now() + wait)
    return Outcome.AWAY if is_away(error) else Outcome.REFUSED
