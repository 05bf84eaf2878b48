"""What the worker runs: an id in, one domain call."""

from .delivery import deliver_message


def deliver(message_id: int) -> None:
    """Send one message of the outbox."""
    deliver_message(message_id)
