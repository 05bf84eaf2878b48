"""What the worker runs."""

from .undoing import forget_acts


def forget() -> int:
    """Every hour: acts nobody can take back any more."""
    return forget_acts()
