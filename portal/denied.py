"""A refusal with its reason: the rule, the exception and the screen share one enum."""

from typing import Any


class Denied(Exception):
    """A domain function refused. `reason` is a member of the app's Reason enum; its label is shown to the user."""

    def __init__(self, reason: Any) -> None:
        self.reason = reason
        super().__init__(str(reason.value))

    @property
    def message(self) -> str:
        """The reason in the user's language."""
        return str(self.reason.label)
