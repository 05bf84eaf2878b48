"""Handing a message on to whoever it concerns now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from portal.changes.changing import change_of_state

from .circles import THEMSELVES, concerns, others_for
from .models import Channel, Message, MessageState
from .queues import queue_of, wake

if TYPE_CHECKING:
    from portal.accounts.models import User

WAITING = (MessageState.QUEUED, MessageState.SENDING)


@change_of_state
def pass_on(message: Message) -> int:
    """Take it from its recipient, also where it stands unread in the site, and tell who holds the office now, once.

    Returns how many people were told.
    """
    base = message.key.removesuffix(f":{message.channel}")
    own = Message.objects.filter(key__in=[f"{base}:{channel}" for channel in Channel.values], read_at=None)
    if not own.filter(channel=message.channel, state__in=WAITING).update(state=MessageState.LAPSED, error=""):
        return 0
    own.filter(channel=Channel.IN_SITE).update(state=MessageState.LAPSED)
    event = base.removesuffix(f":{message.recipient_id}")
    told = [user for user in others_for(message) if _tell(message, user, f"{event}:{user.pk}")]
    if told:
        transaction.on_commit(lambda: wake(queue_of(urgent=message.urgent)), robust=True)
    return len(told)


def pass_on_all(user: User) -> int:
    """What waits for somebody whose office has just ended. Returns how many messages are no longer theirs."""
    waiting = Message.objects.filter(recipient=user, state__in=WAITING).exclude(circle=THEMSELVES)
    gone = [message for message in waiting.select_related("recipient") if not concerns(message)]
    for message in gone:
        pass_on(message)
    return len(gone)


def _tell(message: Message, user: User, key: str) -> bool:
    common = {"template": message.template, "context": message.context, "circle": message.circle}
    common |= {"urgent": message.urgent, "recipient": user}
    in_site = {"state": MessageState.SENT, "sent_at": timezone.now()}
    created = False
    for channel, more in ((Channel.IN_SITE, in_site), (Channel.EMAIL, {})):
        fields = {**common, **more, "channel": channel}
        created = Message.objects.get_or_create(key=f"{key}:{channel}", defaults=fields)[1]
    return created
