"""Volunteers: application, vetting, pairing."""

from django.apps import AppConfig

from portal.changes.constraints import MEANINGS


class VolunteersConfig(AppConfig):
    """Volunteers: application, vetting, pairing."""

    name = "volunteers"
    label = "volunteers"

    def ready(self) -> None:
        """Each subject takes its places with others."""
        from . import at_once
        from .application import desk as application
        from .pairing import desk as pairing

        MEANINGS.add(at_once.MEANINGS)
        application.register()
        pairing.register()
