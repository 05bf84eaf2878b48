"""The children's ledger and reports of concern."""

from django.apps import AppConfig

from portal.changes.constraints import MEANINGS


class ChildrenConfig(AppConfig):
    """The children's ledger and reports of concern."""

    name = "children"
    label = "children"

    def ready(self) -> None:
        """Each subject takes its places with others."""
        from . import at_once
        from .concerns import desk as concerns
        from .ledger import desk as ledger

        MEANINGS.add(at_once.MEANINGS)
        concerns.register(self)
        ledger.register(self)
