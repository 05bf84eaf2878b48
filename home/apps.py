"""Public content."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Public content."""

    name = "home"
    label = "home"
    verbose_name = _("Public content")

    def ready(self) -> None:
        """Plant the site's first pages after migrating."""
        from .domain.planting import plant  # models can only be imported now

        post_migrate.connect(plant, sender=self)
