"""What the worker does for the app."""

from .concerns.domain.access import hand_onwards
from .concerns.domain.alerts import alert_again
from .ledger.domain.ageing import ask_again


def alert_of_concerns() -> int:
    """Every ten minutes: tell of reports that came while the last message was still fresh."""
    return alert_again()


def hand_concerns_onwards() -> int:
    """Every ten minutes: find somebody for reports that nobody may open any more."""
    return hand_onwards()


def ask_ages_again() -> int:
    """Every hour: write down who has turned 16 or 18, and whose category no longer holds."""
    return ask_again()
