"""Where e-mails go: into the outbox, never out of a request; from there to a mail server, in the demo to files.

What the demo would send is read at /demo/outbox/.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage as Mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

KEPT_FOR = timedelta(days=7)


def stored_in() -> Path:
    """Where the demo keeps its e-mails."""
    return Path(settings.VAR_DIR) / "outbox"


class OutboxBackend(BaseEmailBackend):
    """Puts what anything in the site sends into the outbox, sealed: no page waits for a mail server, or fails with it.

    `urgent` and `keep_for` are those of `portal.notify.letters.post`.
    """

    takes_decoys = True

    def __init__(
        self, fail_silently: bool = False, *, urgent: bool = False, keep_for: timedelta = KEPT_FOR, **kwargs: Any
    ) -> None:
        super().__init__(fail_silently)
        self.urgent, self.keep_for = urgent, keep_for

    def send_messages(self, email_messages: Sequence[Mail]) -> int:
        """Keep the messages for a worker; returns how many."""
        from .letters import post  # the models are not loaded yet when Django reads its settings

        for mail in email_messages:
            post(mail, urgent=self.urgent, keep_for=self.keep_for)
        return len(email_messages)


class StoredEmailBackend(BaseEmailBackend):
    """Writes each e-mail to a file of its own, named by the time it was sent."""

    def send_messages(self, email_messages: Sequence[Mail]) -> int:
        """Keep the messages; returns how many."""
        stored_in().mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            path = stored_in() / f"{time.time_ns():020d}-{secrets.token_hex(4)}.eml"
            unfinished = path.with_suffix(".part")
            unfinished.write_bytes(mail.message().as_bytes())
            unfinished.rename(path)
        return len(email_messages)


@dataclass(frozen=True)
class StoredEmail:
    """One e-mail as the demo shows it."""

    at: datetime
    to: str
    subject: str
    body: str


def stored_emails(limit: int) -> list[StoredEmail]:
    """The newest e-mails, newest first."""
    return [_read(path) for path in sorted(stored_in().glob("*.eml"), reverse=True)[:limit]]


def _read(path: Path) -> StoredEmail:
    mail = message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=policy.default)
    at = datetime.fromtimestamp(int(path.name[:20]) / 1e9, tz=timezone.get_current_timezone())
    part = mail.get_body(("plain",))
    body = "" if part is None else part.get_content().strip()
    return StoredEmail(at, str(mail["To"]), str(mail["Subject"]), body)
