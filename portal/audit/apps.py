"""Who changed what, and who looked at what."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who changed what, and who looked at what."""

    name = "portal.audit"
    label = "audit"
