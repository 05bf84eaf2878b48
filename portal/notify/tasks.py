"""What the worker runs: an id in, one domain call."""

from .delivery import deliver_message
from .outbox import sweep_outbox


def deliver(message_id: int) -> None:
    """Send one message of the outbox."""
    deliver_message(message_id)


def sweep() -> None:
    """Every few minutes: hand over again what waits or lost its worker."""
    sweep_outbox()
