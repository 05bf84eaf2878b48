"""Public content."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Public content."""

    name = "home"
    label = "home"
