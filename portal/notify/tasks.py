"""What the worker runs: the name of a queue in, one domain call."""

from .delivery import deliver_message
from .draining import drain
from .outbox import sweep_outbox
from .queues import MAIL, QUEUES, URGENT


def deliver(queue: str | int) -> None:
    """Send what is due in a queue. A number is a message that waited when each had a task of its own."""
    if isinstance(queue, int):
        deliver_message(queue)
    else:
        drain(QUEUES[queue])


def sweep() -> None:
    """Every few minutes: take up again the e-mails that wait or lost their worker."""
    sweep_outbox(MAIL)


def sweep_urgent() -> None:
    """Every minute: the same for codes and alerts."""
    sweep_outbox(URGENT)
