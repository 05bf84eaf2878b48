"""The children's ledger."""

from django.apps import AppConfig


class ChildrenConfig(AppConfig):
    """The children's ledger."""

    name = "children"
    label = "children"
