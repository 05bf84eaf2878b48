"""The shell of the staff desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Capability
from portal.audit.actions import ACTIONS

from .actions import DeskAction
from .registry import DUE, MENU, PANELS, MenuEntry


class DeskConfig(AppConfig):
    """The shell of the staff desk."""

    name = "portal.desk"
    label = "desk"

    def ready(self) -> None:
        """People and the audit log stand last in the menu."""
        MENU.add(MenuEntry(_("People and roles"), "desk:people", Capability.MANAGE_PEOPLE, "people", 80))
        from . import on_record, telling  # models can only be imported now
        from .audit import first_screen
        from .people_due import due

        ACTIONS.add(DeskAction)
        telling.add_circles()
        on_record.add_circles()
        DUE.add(due)
        PANELS.add(first_screen)
        MENU.add(MenuEntry(_("Audit log"), "desk:audit", Capability.READ_AUDIT, "eye", 90))
