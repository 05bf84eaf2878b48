"""What became of one attempt to send something."""

from enum import Enum


class Outcome(Enum):
    """What became of one attempt."""

    SENT = "sent"
    NOT_MINE = "another worker has it, it is not due, or nobody is to get it"
    REFUSED = "it could not be sent"
    AWAY = "the mail server is away"
