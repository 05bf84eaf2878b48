"""What the worker does for places: each task is one call of the domain, and may run twice."""

from .domain.photos import forget_removed, remove_undecided


def remove_undecided_photos() -> int:
    """Once a day: photos nobody has decided on for thirty days go. Returns how many."""
    return remove_undecided()


def forget_removed_photos() -> int:
    """Every ten minutes: photos that were taken away and not taken back. Returns how many."""
    return forget_removed()
