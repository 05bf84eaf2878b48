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
        from portal.desk.registry import DUE, MENU, PANELS, MenuEntry
        from portal.notify.circles import CIRCLES, members

        from . import condition, database_logs, undelivered  # noqa: F401  checks register themselves
        from .auditing import conditions as auditing
        from .auditing.checking import CIRCLE, auditors
        from .backup import afterwards
        from .prepare import prepare_database

        afterwards.register()
        CIRCLES.add(members(lambda _key: auditors()), name=CIRCLE)
        DUE.add(undelivered.due)
        PANELS.add(undelivered.condition)
        for check in [*condition.OURS, *auditing.CHECKS]:
            condition.CHECKS.add(check)
        unsent = pgettext_lazy("menu", "Emails not sent")
        MENU.add(MenuEntry(unsent, "undelivered", Capability.RUN_SITE, "mail", 85))

        # Django tells only apps that have models; it does so once all tables of all apps are there.
        sender = apps.get_app_config("notify")
        post_migrate.connect(prepare_database, sender=sender, dispatch_uid="ops.prepare_database")
