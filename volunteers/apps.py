"""Volunteers: application, vetting, pairing."""

from django.apps import AppConfig


class VolunteersConfig(AppConfig):
    """Volunteers: application, vetting, pairing."""

    name = "volunteers"
    label = "volunteers"

    def ready(self) -> None:
        """Take its places on the desk and on the pages of others."""
        from . import pairing_hooks

        pairing_hooks.register()
