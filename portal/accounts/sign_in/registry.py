"""Who must show a code in each new browser: the apps say whose account opens the page of a child."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..models import User

_checks: list[Callable[[User], bool]] = []


def ask_for_a_code(check: Callable[[User], bool]) -> None:
    """Called from AppConfig.ready(): `check` says whether this person sees children and has no second factor forced."""
    _checks.append(check)


def is_code_needed(user: User) -> bool:
    """Whether a password alone does not sign this person in."""
    return any(check(user) for check in _checks)
