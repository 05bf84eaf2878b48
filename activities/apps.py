"""Places, sessions, duties, attendance and hours."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from portal.audit.actions import ACTIONS
from portal.changes.constraints import MEANINGS
from portal.pagecache.lasting import FIGURES

from .actions import PlaceAction, SeatAction, SessionAction


class ActivitiesConfig(AppConfig):
    """Places, sessions, duties, attendance and hours."""

    name = "activities"
    label = "activities"

    def ready(self) -> None:
        """Each subject takes its places with others; the triggers of SQLite are kept, which a rebuilt table loses."""
        from portal.audit.protection import GUARDS

        from . import at_once, search, telling
        from .adults import desk as adults
        from .hours import desk as hours
        from .models import overlap
        from .places import desk as places
        from .seats import desk as seats
        from .sessions import desk as sessions

        ACTIONS.add(SessionAction)
        ACTIONS.add(SeatAction)
        ACTIONS.add(PlaceAction)
        MEANINGS.add(at_once.MEANINGS)
        FIGURES.add("activities_")
        search.connect()
        GUARDS.add(overlap.guards)
        post_migrate.connect(put_back_triggers, sender=self)
        telling.add_circles()
        for subject in (adults, seats, sessions, places, hours):
            subject.register()


def put_back_triggers(using: str, **kwargs: Any) -> None:
    """See activities.models.overlap."""
    from .models import overlap  # models are loaded after apps

    connection = connections[using]
    if connection.vendor == "sqlite" and "activities_hoursentry" in connection.introspection.table_names():
        overlap.install(connection)
