"""The outbox and its channels."""

from django.apps import AppConfig

from portal.audit.actions import ACTIONS

from .actions import MessageAction


class NotifyConfig(AppConfig):
    """The outbox and its channels."""

    name = "portal.notify"
    label = "notify"

    def ready(self) -> None:
        """The outbox has words for what it puts on the record."""
        ACTIONS.add(MessageAction)
