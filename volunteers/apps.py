"""Volunteers: application, vetting, pairing."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Capability
from portal.changes.constraints import means
from portal.desk.registry import MenuEntry, add_due, add_menu_entry


class VolunteersConfig(AppConfig):
    """Volunteers: application, vetting, pairing."""

    name = "volunteers"
    label = "volunteers"

    def ready(self) -> None:
        """Take its places on the desk and on the pages of others."""
        from portal.accounts.domain.identities import Source, add_source

        from . import at_once
        from .application.domain.due import due
        from .application.domain.persons import accounts_with, values_of
        from .pairing import desk
        from .pairing.domain import moving

        means(at_once.MEANINGS)
        desk.register()
        moving.add_circles()
        add_source(Source(values_of, accounts_with))
        add_menu_entry(MenuEntry(_("Volunteers"), "volunteers:desk_index", Capability.SEE_VOLUNTEER, "people", 20))
        add_due(due)
