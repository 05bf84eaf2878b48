"""What the worker does for the whole app; and names that tasks of its subjects had in an earlier version.

Those may wait in the queue while this one starts (portal.jobs.guard).
"""

from . import search
from .adults.tasks import recheck_adults
from .places.tasks import forget_removed_photos, remove_undecided_photos
from .seats.tasks import release_expired_offers, withdraw_grown_children

__all__ = [
    "forget_past_in_search",
    "forget_removed_photos",
    "recheck_adults",
    "release_expired_offers",
    "remove_undecided_photos",
    "withdraw_grown_children",
]


def forget_past_in_search() -> int:
    """Every hour: sessions that have ended leave the search. Returns how many; twice changes nothing."""
    return search.forget_what_is_over()
