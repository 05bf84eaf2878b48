"""The ground floor's own templates, template tags and translations."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The ground floor."""

    name = "portal"
