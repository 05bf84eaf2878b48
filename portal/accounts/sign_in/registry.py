"""Who must show a code in each new browser: the apps say whose account opens the page of a child."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from portal.registry import Registry

if TYPE_CHECKING:
    from ..models import User

# Whether a person sees children and has no second factor forced.
SEES_CHILDREN: Registry[Callable[[User], bool]] = Registry()


def is_code_needed(user: User) -> bool:
    """Whether a password alone does not sign this person in."""
    return any(check(user) for check in SEES_CHILDREN)
