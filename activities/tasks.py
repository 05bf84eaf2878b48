"""What the worker does for activities: each task is one call of the domain, and may run twice."""

from .domain.adults import recheck_coming
from .domain.grown import withdraw_grown
from .domain.offers import release_all_expired
from .domain.photos import forget_removed, remove_undecided


def release_expired_offers() -> int:
    """Every few minutes: places whose offer has run out go to the next in line. Returns in how many sessions."""
    return release_all_expired()


def remove_undecided_photos() -> int:
    """Once a day: photos nobody has decided on for thirty days go. Returns how many."""
    return remove_undecided()


def recheck_adults() -> int:
    """Every night: whether each coming session still has its adults. Returns for how many that has changed."""
    return recheck_coming()


def forget_removed_photos() -> int:
    """Every ten minutes: photos that were taken away and not taken back. Returns how many."""
    return forget_removed()


def withdraw_grown_children() -> int:
    """Every hour: those who have turned 18 give their places back. Returns how many."""
    return withdraw_grown()
