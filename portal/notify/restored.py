"""Messages in a database that came back from a backup."""

from __future__ import annotations

from .models import Message, MessageState, SealedLetter

MAYBE_SENT = "restored: may have been sent"


def hold_what_waited() -> int:
    """Keep what waited when the backup was made until somebody decides: it may have been sent since.

    Letters, which are not kept otherwise, are gone: a code is of no use any more. Returns how many messages.
    """
    SealedLetter.objects.all().delete()
    waiting = Message.objects.filter(state__in=[MessageState.QUEUED, MessageState.SENDING])
    return waiting.update(state=MessageState.FAILED, error=MAYBE_SENT, hindered=False)
