"""What the worker does about reports by itself."""

from .domain.access import hand_onwards
from .domain.alerts import alert_again


def alert_of_concerns() -> int:
    """Every ten minutes: tell of reports that came while the last message was still fresh."""
    return alert_again()


def hand_concerns_onwards() -> int:
    """Every ten minutes: find somebody for reports that nobody may open any more."""
    return hand_onwards()
