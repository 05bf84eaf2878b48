"""Chinese text analysis behind Wagtail's search API."""

from django.apps import AppConfig


class PortalSearchConfig(AppConfig):
    """Chinese text analysis behind Wagtail's search API."""

    name = "portal.search"
    label = "portal_search"
