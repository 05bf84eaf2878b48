"""What the worker does for the app."""

from .domain.concerns_alerts import alert_again


def alert_of_concerns() -> int:
    """Every ten minutes: tell of reports that came while the last message was still fresh."""
    return alert_again()
