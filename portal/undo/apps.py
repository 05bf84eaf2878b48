"""Taking back, within ten minutes, what one has just done."""

from django.apps import AppConfig


class UndoConfig(AppConfig):
    """Taking back, within ten minutes, what one has just done."""

    name = "portal.undo"
    label = "undo"
