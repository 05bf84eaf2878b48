"""What the worker does about reports by itself."""

from .domain.alerts import alert_again
from .domain.letting_in import hand_onwards


def alert_of_concerns() -> int:
    """Every ten minutes: tell of reports that came while the last message was still fresh."""
    return alert_again()


def hand_concerns_onwards() -> int:
    """Every ten minutes: find somebody for reports that nobody may open any more."""
    return hand_onwards()
