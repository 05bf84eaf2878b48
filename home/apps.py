"""Public content."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from portal.audit.actions import ACTIONS
from portal.changes.constraints import MEANINGS
from portal.site.hotlines import HOTLINES
from portal.site.masthead import MASTHEADS

from .actions import ContentAction


class HomeConfig(AppConfig):
    """Public content."""

    name = "home"
    label = "home"
    verbose_name = _("Public content")

    def ready(self) -> None:
        """Plant the first pages after migrating; each subject takes its places with others."""
        from children.concerns.domain.areas import COUNTIES  # models can only be imported now

        from . import at_once, signals
        from .admin.dressing import dress_edit_pages
        from .benefits import desk as benefits
        from .danger import desk as danger
        from .editorial import desk as editorial
        from .eligibility import desk as eligibility
        from .importing import desk as importing
        from .planting.everything import plant
        from .site import county_code, hotlines_shown, masthead_shown

        ACTIONS.add(ContentAction)
        MEANINGS.add(at_once.MEANINGS)
        post_migrate.connect(keep_no_overlap, sender=self)
        post_migrate.connect(plant, sender=self)
        editorial.register(self)
        signals.connect()
        dress_edit_pages()
        HOTLINES.add(hotlines_shown)
        MASTHEADS.add(masthead_shown)
        COUNTIES.add(county_code)
        for subject in (danger, benefits, eligibility, importing):
            subject.register()


def keep_no_overlap(using: str, **kwargs: Any) -> None:
    """Put the triggers back that SQLite loses with a rebuilt table: see home.models.no_overlap."""
    from .models import no_overlap  # models are loaded after apps

    if connections[using].vendor == "sqlite":
        no_overlap.install(connections[using])
