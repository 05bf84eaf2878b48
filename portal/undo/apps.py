"""Taking back, within ten minutes, what one has just done."""

from django.apps import AppConfig

from portal.audit.actions import ACTIONS

from .actions import UndoAction


class UndoConfig(AppConfig):
    """Taking back, within ten minutes, what one has just done."""

    name = "portal.undo"
    label = "undo"

    def ready(self) -> None:
        """What is taken back has its word in the log."""
        ACTIONS.add(UndoAction)
