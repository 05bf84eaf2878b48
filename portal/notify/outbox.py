"""Putting messages into the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django_q.tasks import async_task

from .models import Channel, Message

if TYPE_CHECKING:
    from portal.accounts.models import User


def notify(user: User, template: str, *, key: str, **context: Any) -> None:
    """Tell `user` something, in the site and by e-mail, once for each `key`.

    `template` names a pair of texts under `templates/notify/<template>.subject.txt` and `.txt`;
    `context` takes JSON values without personal data of a child. Call it inside the transaction of
    what it reports: nothing is sent if that is rolled back.
    """
    for channel in (Channel.IN_SITE, Channel.EMAIL):
        message, created = Message.objects.get_or_create(
            key=f"{key}:{channel}",
            defaults={"recipient": user, "channel": channel, "template": template, "context": context},
        )
        if created:
            _hand_over(message.pk)


def _hand_over(message_id: int) -> None:
    transaction.on_commit(lambda: async_task("portal.notify.tasks.deliver", message_id))
