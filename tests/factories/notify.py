"""Messages for tests."""

from datetime import timedelta
from typing import Any

from django.core.mail import EmailMessage

from portal.accounts.models import User
from portal.notify.letters import post
from portal.notify.models import Channel, Message, SealedLetter


def message(recipient: User, **fields: Any) -> Message:
    """An e-mail that waits in the outbox; its text is made of `words`."""
    number = Message.objects.count()
    defaults = {
        "key": f"key-{number}",
        "channel": Channel.EMAIL,
        "template": "for_tests",
        "context": {"words": "hello"},
    }
    return Message.objects.create(recipient=recipient, **{**defaults, **fields})


def letter(
    to: str = "reader@example.test", *, urgent: bool = True, keep_for: timedelta = timedelta(minutes=15)
) -> SealedLetter:
    """A sealed letter with a code; to nobody: a decoy."""
    return post(EmailMessage("A code", "1234 5678", None, [to] if to else []), urgent=urgent, keep_for=keep_for)
