"""Messages for tests."""

from typing import Any

from portal.accounts.models import User
from portal.notify.models import Channel, Message


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
