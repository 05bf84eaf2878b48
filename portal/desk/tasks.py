"""What the worker does for people and roles."""

from .appointing import take_effect as _take_effect


def take_effect() -> int:
    """Let in and tell those whose waiting time is over; returns how many."""
    return _take_effect()
