"""Where the ledger meets others: menu and due list of the desk, and what is planted after every migrate."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import pgettext_lazy

from portal.accounts.enums import Capability
from portal.desk.registry import MenuEntry, add_due, add_menu_entry


def register(app: AppConfig) -> None:
    """Called once from ChildrenConfig.ready()."""
    from .domain.definition import plant_first_rule
    from .domain.due import due

    post_migrate.connect(plant_first_rule, sender=app)
    add_menu_entry(MenuEntry(pgettext_lazy("ledger", "Children"), "children:index", Capability.SEE_CHILD, "child", 10))
    add_due(due)
