"""What the worker does about pairings by itself."""

from __future__ import annotations

from .domain import grown, spell, supervision


def pause_lapsed() -> int:
    """Every hour: pause the pairings of volunteers whose record check has run out."""
    return spell.pause_lapsed()


def tell_of_orphans() -> int:
    """Every hour: tell whoever can name somebody of pairings that nobody looks after; once a week for each."""
    return supervision.tell_of_orphans()


def end_grown() -> int:
    """Every hour: end the pairings of those who have turned 18."""
    return grown.end_grown()
