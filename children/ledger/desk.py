"""Where the ledger meets others: the desk's menu and due list, the rules about families, what is planted."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import pgettext_lazy

from portal.accounts.enums import Capability
from portal.audit.actions import add_actions
from portal.desk.registry import MenuEntry, add_due, add_menu_entry
from portal.eligibility.in_force import add_rules

from .actions import ChildAction


def register(app: AppConfig) -> None:
    """Called once from ChildrenConfig.ready()."""
    from .domain.as_rule import definition_on
    from .domain.definition import plant_first_rule
    from .domain.due import due

    add_actions(ChildAction)
    post_migrate.connect(plant_first_rule, sender=app)
    add_menu_entry(MenuEntry(pgettext_lazy("ledger", "Children"), "children:index", Capability.SEE_CHILD, "child", 10))
    add_due(due)
    add_rules("left-behind", definition_on, order=10)
