"""Names that tasks had in an earlier version: they may wait in the queue while this one starts (portal.jobs.guard)."""

from .concerns.tasks import alert_of_concerns, hand_concerns_onwards
from .ledger.tasks import ask_ages_again

__all__ = ["alert_of_concerns", "ask_ages_again", "hand_concerns_onwards"]
