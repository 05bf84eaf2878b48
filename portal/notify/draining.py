"""Working off a queue: everything that is due, over one connection, until the time is up or the server is away."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Any

from django.core.mail import get_connection
from django.utils import timezone

from . import line
from .delivery import Outcome, attempt, due_in
from .models import Message
from .queues import Queue, wake

AT_ONCE = 200


def drain(queue: Queue) -> int:
    """Send what is due in this queue. Returns how many messages were sent.

    One message after which the mail server counts as away ends it: the others keep their attempts.
    """
    began = time.monotonic()
    ids = due(queue)
    if not ids:
        return 0
    with _server(queue) as server:
        return 0 if server is None else _send(queue, ids, server, began)


def due(queue: Queue) -> list[int]:
    """The messages that may be sent now, those that wait longest first; at most AT_ONCE."""
    found = Message.objects.filter(due_in(queue, timezone.now())).order_by("created_at", "pk")
    return list(found.values_list("pk", flat=True)[:AT_ONCE])


def _send(queue: Queue, ids: list[int], server: Any, began: float) -> int:
    sent = 0
    for number, message_id in enumerate(ids, start=1):
        outcome = attempt(message_id, server)
        if outcome is Outcome.AWAY:
            line.note_away(queue, timezone.now())
            return sent
        if outcome is Outcome.SENT:
            sent += 1
            taken_up = line.note_answered(queue, timezone.now())
            if taken_up:
                wake(queue)
        is_late = time.monotonic() - began > queue.piece
        if is_late or number == AT_ONCE:
            wake(queue)
            return sent
    return sent


@contextlib.contextmanager
def _server(queue: Queue) -> Iterator[Any]:
    """An open connection to the mail server, None when there is none to be had."""
    server = get_connection(timeout=queue.patience)
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
