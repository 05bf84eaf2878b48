"""Names that tasks had in an earlier version: they may wait in the queue while this one starts (portal.jobs.guard)."""

from .pairing.tasks import end_grown, pause_lapsed, tell_of_orphans

__all__ = ["end_grown", "pause_lapsed", "tell_of_orphans"]
