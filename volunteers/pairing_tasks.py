"""What the worker does about pairings by itself."""

from __future__ import annotations

from .domain import pairing_spell


def pause_lapsed() -> int:
    """Every hour: pause the pairings of volunteers whose record check has run out."""
    return pairing_spell.pause_lapsed()
