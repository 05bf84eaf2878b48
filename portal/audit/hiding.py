"""Records whose events some people must not see in the log, because the records are about them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal.accounts.models import User

_providers: list[Callable[[User], set[str]]] = []


def hide_from_audit(provider: Callable[[User], set[str]]) -> None:
    """Called from an app's AppConfig.ready(); the provider gives the `target_id`s to leave out for this person."""
    _providers.append(provider)


def hidden_from(user: User) -> set[str]:
    """The `target_id`s of all events this person does not see."""
    return {target for provider in _providers for target in provider(user)}
