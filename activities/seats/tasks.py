"""What the worker does for who takes part: each task is one call of the domain, and may run twice."""

from .domain.grown import withdraw_grown
from .domain.offers import release_all_expired


def release_expired_offers() -> int:
    """Every few minutes: places whose offer has run out go to the next in line. Returns in how many sessions."""
    return release_all_expired()


def withdraw_grown_children() -> int:
    """Every hour: those who have turned 18 give their places back. Returns how many."""
    return withdraw_grown()
