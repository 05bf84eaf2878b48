"""Public content."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from portal.hotlines import register_hotline_provider
from portal.masthead import register_masthead_provider


class HomeConfig(AppConfig):
    """Public content."""

    name = "home"
    label = "home"
    verbose_name = _("Public content")

    def ready(self) -> None:
        """Plant the first pages after migrating; forget cached pages when editors change something."""
        from . import signals  # models can only be imported now
        from .domain.planting import plant
        from .domain.site import hotlines_shown, masthead_shown

        post_migrate.connect(plant, sender=self)
        signals.connect()
        register_hotline_provider(hotlines_shown)
        register_masthead_provider(masthead_shown)
