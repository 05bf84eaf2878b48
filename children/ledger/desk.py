"""Where the ledger meets others: the desk's menu and due list, the rules about families, what is planted."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import pgettext_lazy

from portal.accounts.enums import Capability
from portal.audit.actions import ACTIONS
from portal.desk.registry import DUE, MENU, MenuEntry
from portal.eligibility.in_force import RULES

from .actions import ChildAction


def register(app: AppConfig) -> None:
    """Called once from ChildrenConfig.ready()."""
    from .domain.as_rule import definition_on
    from .domain.definition import plant_first_rule
    from .domain.due import due

    ACTIONS.add(ChildAction)
    post_migrate.connect(plant_first_rule, sender=app)
    MENU.add(MenuEntry(pgettext_lazy("ledger", "Children"), "children:index", Capability.SEE_CHILD, "child", 10))
    DUE.add(due)
    RULES.add(definition_on, name="left-behind", order=10)
