"""What was typed when a session ended, given back to whoever typed it."""

from django.apps import AppConfig


class UnsavedConfig(AppConfig):
    """What was typed when a session ended, given back to whoever typed it."""

    name = "portal.unsaved"
    label = "unsaved"

    def ready(self) -> None:
        """Whoever signs in is asked whether something was kept."""
        from django.contrib.auth.signals import user_logged_in

        from .waiting import note_at_sign_in

        user_logged_in.connect(note_at_sign_in, dispatch_uid="unsaved.note_at_sign_in")
