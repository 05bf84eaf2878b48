"""For whom a message is at the moment it is sent: today's offices decide, not those of the day it was written.

Between the two lie ten minutes of an act that can be undone, or days without a mail server. Who has left meanwhile is
not written to; who holds the office now is, once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.registry import Registry

if TYPE_CHECKING:
    from portal.accounts.models import User

    from .models import Message

# For messages to a person as themselves: their own application, duty, role, account.
THEMSELVES = ""


@dataclass(frozen=True)
class Circle:
    """`includes(user, key)`: whether it still concerns them; `others(key)`: who is told where it does not."""

    includes: Callable[[User, str], bool]
    others: Callable[[str], Iterable[User]] = lambda _key: ()


# Messages name a circle as `name:key`; the key says which record.
CIRCLES: Registry[Circle] = Registry()


def members(who: Callable[[str], Iterable[User]]) -> Circle:
    """The circle of exactly these people, whoever they are today."""
    return Circle(lambda user, key: any(user.pk == one.pk for one in who(key)), who)


def concerns(message: Message) -> bool:
    """Whether the message is still for whom it was written."""
    if message.circle == THEMSELVES:
        return True
    name, _, key = message.circle.partition(":")
    return message.recipient.is_active and CIRCLES[name].includes(message.recipient, key)


def others_for(message: Message) -> list[User]:
    """Whom it concerns instead."""
    name, _, key = message.circle.partition(":")
    return [user for user in CIRCLES[name].others(key) if user.pk != message.recipient_id]
