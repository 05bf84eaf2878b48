"""Records whose events some people must not see in the log, because the records are about them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from portal.registry import Registry

if TYPE_CHECKING:
    from portal.accounts.models import User

# The `target_id`s to leave out for a person.
HIDDEN: Registry[Callable[[User], set[str]]] = Registry()


def hidden_from(user: User) -> set[str]:
    """The `target_id`s of all events this person does not see."""
    return {target for provider in HIDDEN for target in provider(user)}
