"""Working off a queue: everything that is due, over one connection, until the time is up or the server is away."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.utils import timezone

from . import line
from .delivery import attempt, due_in
from .letters import attempt_letter, due_letters
from .mail_server import opened
from .models import Message
from .outcome import Outcome
from .queues import Queue, wake

AT_ONCE = 200
Attempt = Callable[[Any], Outcome]


def drain(queue: Queue) -> int:
    """Send what is due in this queue. Returns how many messages were sent.

    One message after which the mail server counts as away ends it: the others keep their attempts.
    """
    began = time.monotonic()
    if not (attempts := due(queue)):
        return 0
    with opened(queue) as server:
        return 0 if server is None else _send(queue, attempts, server, began)


def due(queue: Queue) -> list[Attempt]:
    """What may be sent now, sealed letters first, those that wait longest first; at most AT_ONCE."""
    now = timezone.now()
    letters = due_letters(queue, now, AT_ONCE)
    messages = Message.objects.filter(due_in(queue, now)).order_by("created_at", "pk").values_list("pk", flat=True)
    found: list[Attempt] = [partial(attempt_letter, pk, queue) for pk in letters]
    return [*found, *(partial(attempt, pk) for pk in messages[: AT_ONCE - len(found)])]


def _send(queue: Queue, attempts: Sequence[Attempt], server: Any, began: float) -> int:
    sent = 0
    for number, attempt_once in enumerate(attempts, start=1):
        outcome = attempt_once(server)
        if outcome is Outcome.AWAY:
            line.note_away(queue, timezone.now())
            return sent
        if outcome is Outcome.SENT:
            sent += 1
            if line.note_answered(queue, timezone.now()):
                wake(queue)
        if time.monotonic() - began > queue.piece or number == AT_ONCE:
            wake(queue)
            return sent
    return sent
