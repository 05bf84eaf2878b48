"""Who changed what, and who looked at what."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """Who changed what, and who looked at what."""

    name = "portal.audit"
    label = "audit"

    def ready(self) -> None:
        """After every migrate: the triggers, and that they must be there."""
        from . import protection, triggers
        from .actions import ACTIONS, AuditAction

        ACTIONS.add(AuditAction)
        protection.GUARDS.add(triggers.guards)
        post_migrate.connect(_prepare, sender=self, dispatch_uid="audit.prepare")


def _prepare(*, using: str, **kwargs: Any) -> None:
    # Late: models are not loaded when this module is.
    from . import triggers

    triggers.install(using)
