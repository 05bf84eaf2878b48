"""The mail server as a worker reaches it: never from a request."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone

from . import line
from .queues import Queue


def mail_server(queue: Queue) -> Any:
    """A connection that is not open yet, with this queue's patience."""
    return get_connection(settings.MAIL_SERVER, timeout=queue.patience)


@contextlib.contextmanager
def opened(queue: Queue) -> Iterator[Any]:
    """An open connection; None when the mail server is away, which is noted."""
    server = mail_server(queue)
    try:
        server.open()
    except (OSError, SystemExit):
        # Which covers every error of smtplib. Only that it is away is kept: its words may name an account.
        line.note_away(queue, timezone.now())
        yield None
        return
    try:
        yield server
    finally:
        with contextlib.suppress(OSError):
            server.close()
