"""The tree of administrative areas and the scoping of every record that belongs to one."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    """The tree of administrative areas and the scoping of every record that belongs to one."""

    name = "portal.areas"
    label = "areas"
