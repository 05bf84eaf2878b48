"""The children's ledger."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import pgettext_lazy

from portal.accounts.enums import Capability
from portal.desk.registry import MenuEntry, add_due, add_menu_entry


class ChildrenConfig(AppConfig):
    """The children's ledger."""

    name = "children"
    label = "children"

    def ready(self) -> None:
        """Put the ledger on the desk."""
        from .domain.definition import plant_first_rule
        from .domain.due import due

        post_migrate.connect(plant_first_rule, sender=self)
        add_menu_entry(
            MenuEntry(pgettext_lazy("ledger", "Children"), "children:index", Capability.SEE_CHILD, "child", 10)
        )
        add_due(due)
