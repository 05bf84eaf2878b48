"""What the worker does for people and roles."""

from portal.accounts.domain.editors import sync_editors

from .appointing import take_effect as _take_effect


def take_effect() -> int:
    """Let in and tell those whose waiting time is over, keep the group of editors true; returns how many."""
    return _take_effect() + sync_editors()
