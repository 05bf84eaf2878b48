"""Names that tasks had in an earlier version: they may wait in the queue while this one starts (portal.jobs.guard)."""

from .adults.tasks import recheck_adults
from .places.tasks import forget_removed_photos, remove_undecided_photos
from .seats.tasks import release_expired_offers, withdraw_grown_children

__all__ = [
    "forget_removed_photos",
    "recheck_adults",
    "release_expired_offers",
    "remove_undecided_photos",
    "withdraw_grown_children",
]
