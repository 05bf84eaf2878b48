"""What the worker runs."""

from .keeping import forget_old


def forget() -> int:
    """Every ten minutes: what was typed more than an hour ago."""
    return forget_old()
