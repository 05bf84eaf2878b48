"""Putting messages into the outbox."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django_q.tasks import async_task

from portal.audit.log import record

from .delivery import deliverable, give_up
from .models import Channel, Message, MessageState

if TYPE_CHECKING:
    from portal.accounts.models import User

SWEEP_AT_MOST = 200


def notify(user: User, template: str, *, key: str, **context: Any) -> None:
    """Tell `user` something, in the site and by e-mail, once for each `key`.

    `template` names a pair of texts under `templates/notify/<template>.subject.txt` and `.txt`;
    `context` takes JSON values without personal data of a child; `by_language` in it, what differs
    from language to language. Call it inside the transaction of what it reports: nothing is sent if
    that is rolled back.
    """
    # In the site it is there as soon as the transaction is: only the e-mail needs a worker.
    _put(user, Channel.IN_SITE, template, key, context, state=MessageState.SENT, sent_at=timezone.now())
    message, created = _put(user, Channel.EMAIL, template, key, context)
    if created:
        transaction.on_commit(lambda: hand_over(message.pk), robust=True)


def in_each_language(facts: Callable[[], dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What `facts` says in each language of the site, for `notify(by_language=…)`: names, dates, addresses."""
    said = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said[code] = facts()
    return said


def sweep_outbox() -> int:
    """Hand over again what waits for another attempt or lost its worker. Returns how many messages."""
    now = timezone.now()
    give_up(now)
    waiting = Message.objects.filter(deliverable(now)).order_by("created_at").values_list("pk", flat=True)
    for message_id in (ids := list(waiting[:SWEEP_AT_MOST])):
        hand_over(message_id)
    return len(ids)


def send_again(message_id: int, *, by: User) -> bool:
    """Give an e-mail that was given up another five attempts. Returns whether it was one."""
    with transaction.atomic():
        message = Message.objects.select_for_update().filter(pk=message_id, state=MessageState.FAILED).first()
        if message is None:
            return False
        message.state, message.attempts, message.error = MessageState.QUEUED, 0, ""
        message.save(update_fields=["state", "attempts", "error"])
        record("message.sent_again", actor=by, target=message)
        transaction.on_commit(lambda: hand_over(message_id), robust=True)
    return True


def hand_over(message_id: int) -> None:
    """Give one message to the worker; a message given twice is sent once."""
    async_task("portal.notify.tasks.deliver", message_id)


def _put(
    user: User, channel: str, template: str, key: str, context: dict[str, Any], **fields: Any
) -> tuple[Message, bool]:
    return Message.objects.get_or_create(
        key=f"{key}:{channel}",
        defaults={"recipient": user, "channel": channel, "template": template, "context": context, **fields},
    )
