"""Places, sessions, duties, attendance and hours."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Capability
from portal.changes.constraints import means
from portal.desk.registry import MenuEntry, add_due, add_menu_entry, add_panel


class ActivitiesConfig(AppConfig):
    """Places, sessions, duties, attendance and hours."""

    name = "activities"
    label = "activities"

    def ready(self) -> None:
        """Keep the triggers of SQLite, which a rebuilt table loses; hear of volunteers who may not serve."""
        from portal.audit.protection import expect
        from volunteers.application.cards import add_card
        from volunteers.application.domain.lifecycle import on_standing_lost  # models are loaded after apps

        from . import at_once, cards, search
        from .domain import telling
        from .domain.due import due_at_places, due_holidays, due_sessions
        from .domain.standing import give_up_duties, hold_sessions
        from .domain.undoing import register
        from .domain.watching import watch
        from .models import overlap
        from .views.desk_today import first_screen

        means(at_once.MEANINGS)
        search.connect()
        expect(overlap.guards)
        post_migrate.connect(put_back_triggers, sender=self)
        on_standing_lost(give_up_duties, holds=hold_sessions)
        watch()
        telling.add_circles()
        register()
        add_menu_entry(MenuEntry(_("Sessions"), "activities:desk_sessions", Capability.SEE_SESSION, "calendar", 40))
        add_menu_entry(MenuEntry(_("Places"), "activities:desk_places", Capability.SEE_SESSION, "house", 45))
        add_due(due_sessions)
        add_due(due_at_places)
        add_due(due_holidays)
        add_panel(first_screen)
        add_card(cards.next_sessions)
        add_card(cards.hours)


def put_back_triggers(using: str, **kwargs: Any) -> None:
    """See activities.models.overlap."""
    from .models import overlap  # models are loaded after apps

    connection = connections[using]
    if connection.vendor == "sqlite" and "activities_hoursentry" in connection.introspection.table_names():
        overlap.install(connection)
