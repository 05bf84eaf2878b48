"""The outbox and its channels."""

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    """The outbox and its channels."""

    name = "portal.notify"
    label = "notify"
