"""Putting messages into the outbox."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from portal.audit.log import record
from portal.changes.changing import change_of_state

from .actions import MessageAction
from .delivery import give_up
from .draining import due
from .letters import forget_expired
from .line import try_one
from .models import Channel, Message, MessageState
from .queues import QUEUES, Queue, queue_of, wake
from .restored import MAYBE_SENT

if TYPE_CHECKING:
    from portal.accounts.models import User


def notify(
    user: User,
    template: str,
    *,
    key: str,
    circle: str,
    urgent: bool = False,
    not_before: datetime | None = None,
    **context: Any,
) -> None:
    """Tell `user` something, in the site and by e-mail, once for each `key`.

    `circle` says whom it concerns at the moment it is sent: THEMSELVES, or `name:key` of a registered circle; then
    the key ends in `:<pk of the user>`, so that whoever holds the office by then can be told in their stead.

    `template` names a pair of texts under `templates/notify/<template>.subject.txt` and `.txt`;
    `context` takes JSON values without personal data of a child; `by_language` in it, what differs
    from language to language. Call it inside the transaction of what it reports: nothing is sent if
    that is rolled back. What is `urgent` has a queue of its own. What reports an act that can be undone
    waits until `not_before`, and `withdraw` takes it back until then.
    """
    when = {"urgent": urgent, "not_before": not_before, "circle": circle}
    # In the site it is there as soon as the transaction is: only the e-mail needs a worker.
    in_site = {"state": MessageState.SENT, "sent_at": timezone.now(), **when}
    _put(user, Channel.IN_SITE, template, key, context, **in_site)
    _message, created = _put(user, Channel.EMAIL, template, key, context, **when)
    if created and not_before is None:
        transaction.on_commit(lambda: wake(queue_of(urgent=urgent)), robust=True)


def withdraw(key: str) -> int:
    """Take back what `notify` was told to keep until later, as long as it is not that time yet.

    `key` is the key it was given, or the beginning of several keys up to a colon. Returns how many messages.
    """
    waiting = Message.objects.filter(not_before__gt=timezone.now(), key__startswith=f"{key}:", claimed_at=None)
    return waiting.delete()[0]


def in_each_language(facts: Callable[[], dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What `facts` says in each language of the site, for `notify(by_language=…)`: names, dates, addresses."""
    said = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said[code] = facts()
    return said


def sweep_outbox(queue: Queue) -> int:
    """Call a worker for what waits for another attempt or lost its own. Returns how many messages, at most AT_ONCE."""
    now = timezone.now()
    give_up(now)
    forget_expired(now)
    if not (found := due(queue)):
        try_one(queue, now)
        found = due(queue)
    if found:
        wake(queue)
    return len(found)


@change_of_state
def send_again(message_id: int, *, by: User) -> bool:
    """Give an e-mail that was given up another five attempts. Returns whether it was one."""
    message = Message.objects.select_for_update(no_key=True).filter(pk=message_id, state=MessageState.FAILED).first()
    if message is None:
        return False
    message.state, message.attempts, message.error, message.hindered = MessageState.QUEUED, 0, "", False
    message.save(update_fields=["state", "attempts", "error", "hindered"])
    record(MessageAction.SENT_AGAIN, actor=by, target=message)
    transaction.on_commit(lambda: wake(queue_of(urgent=message.urgent)), robust=True)
    return True


@change_of_state
def send_all_again(*, by: User) -> int:
    """Give every e-mail that was given up another five attempts, in one act. Returns how many.

    Those to closed accounts stay where they are, and those of a restored database, which may have been sent.
    """
    failed = Message.objects.filter(state=MessageState.FAILED, channel=Channel.EMAIL)
    given_up = failed.filter(recipient__is_active=True).exclude(error=MAYBE_SENT)
    count = given_up.update(state=MessageState.QUEUED, attempts=0, error="", hindered=False)
    if count:
        record(MessageAction.ALL_SENT_AGAIN, actor=by, target=by, count=count)
    for queue in QUEUES.values():
        transaction.on_commit(partial(wake, queue), robust=True)
    return count


def _put(
    user: User, channel: str, template: str, key: str, context: dict[str, Any], **fields: Any
) -> tuple[Message, bool]:
    return Message.objects.get_or_create(
        key=f"{key}:{channel}",
        defaults={"recipient": user, "channel": channel, "template": template, "context": context, **fields},
    )
