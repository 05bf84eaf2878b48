"""The shell of the staff desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The shell of the staff desk."""

    name = "portal.desk"
    label = "desk"
