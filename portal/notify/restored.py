"""Messages in a database that came back from a backup."""

from __future__ import annotations

from .models import Message, MessageState

MAYBE_SENT = "restored: may have been sent"


def hold_what_waited() -> int:
    """Keep what waited when the backup was made until somebody decides: it may have been sent since.

    Returns how many messages.
    """
    waiting = Message.objects.filter(state__in=[MessageState.QUEUED, MessageState.SENDING])
    return waiting.update(state=MessageState.FAILED, error=MAYBE_SENT)
