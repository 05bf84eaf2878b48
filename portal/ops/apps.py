"""Health, demo data and other operations."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import pgettext_lazy


class OpsConfig(AppConfig):
    """Health, demo data and other operations."""

    name = "portal.ops"
    label = "ops"

    def ready(self) -> None:
        """Prepare the database whenever it was migrated; count what could not be sent."""
        from portal.accounts.enums import Capability
        from portal.desk.registry import MenuEntry, add_due, add_menu_entry, add_panel
        from portal.notify.circles import add_circle, members

        from . import condition, database_logs, undelivered  # noqa: F401  checks register themselves
        from .auditing import conditions as auditing
        from .auditing.checking import CIRCLE, auditors
        from .backup import afterwards
        from .prepare import prepare_database

        afterwards.register()
        add_circle(CIRCLE, members(lambda _key: auditors()))
        add_due(undelivered.due)
        add_panel(undelivered.condition)
        for check in [*condition.CHECKS, *auditing.CHECKS]:
            condition.add_check(check)
        unsent = pgettext_lazy("menu", "Emails not sent")
        add_menu_entry(MenuEntry(unsent, "undelivered", Capability.RUN_SITE, "mail", 85))

        # Django tells only apps that have models; it does so once all tables of all apps are there.
        sender = apps.get_app_config("notify")
        post_migrate.connect(prepare_database, sender=sender, dispatch_uid="ops.prepare_database")
