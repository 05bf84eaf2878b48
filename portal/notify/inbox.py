"""The messages someone reads in the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from .delivery import texts
from .models import Channel, Message, MessageState

if TYPE_CHECKING:
    from portal.accounts.models import User


@dataclass(frozen=True)
class Letter:
    """A message as it is read."""

    pk: int
    at: datetime
    subject: str
    body: str
    is_new: bool


def inbox_of(user: User) -> QuerySet[Message]:
    """The messages of one person whose time has come, newest first."""
    its_time = Q(not_before=None) | Q(not_before__lte=timezone.now())
    mine = Message.objects.filter(its_time, recipient=user, channel=Channel.IN_SITE)
    return mine.exclude(state=MessageState.LAPSED).select_related("recipient")


def unread_count(user: User) -> int:
    """How many messages this person has not marked as read."""
    return inbox_of(user).filter(read_at=None).count()


def letter(message: Message, language: str) -> Letter:
    """The message in words, in the reader's language."""
    subject, body = texts(message, language)
    return Letter(message.pk, message.created_at, subject, body, message.read_at is None)


def mark_read(user: User, message_id: int | None = None) -> int:
    """Mark one message, or all, as read. Returns how many were new."""
    unread = inbox_of(user).filter(read_at=None)
    if message_id is not None:
        unread = unread.filter(pk=message_id)
    return unread.update(read_at=timezone.now())
