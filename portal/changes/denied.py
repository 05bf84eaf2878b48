"""A refusal with its reason: the rule, the exception and the screen share one enum."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class AtOnce(models.TextChoices):
    """Why something is refused that two people did at the same moment, where nothing nearer can be said."""

    SAME = "same", _("Somebody else has just saved the same. Open the page again and look at it first.")
    GONE = "gone", _("Somebody else has just removed what this is about. Open the page again and look at it first.")


class Denied(Exception):
    """A domain function refused. `reason` is a member of the app's Reason enum; its label is shown to the user."""

    def __init__(self, reason: Any) -> None:
        self.reason = reason
        super().__init__(str(reason.value))

    @property
    def message(self) -> str:
        """The reason in the user's language."""
        return str(self.reason.label)


def refuse(reason: Any | None) -> None:
    """Raises Denied when there is a reason: `refuse(…_denied_reason(row, by))`, once more inside the lock."""
    if reason is not None:
        raise Denied(reason)
