"""Health, demo data and other operations."""

from django.apps import AppConfig


class OpsConfig(AppConfig):
    """Health, demo data and other operations."""

    name = "portal.ops"
    label = "ops"
