"""Public content."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Capability
from portal.changes.constraints import means
from portal.desk.registry import MenuEntry, add_menu_entry
from portal.site.hotlines import register_hotline_provider
from portal.site.masthead import register_masthead_provider


class HomeConfig(AppConfig):
    """Public content."""

    name = "home"
    label = "home"
    verbose_name = _("Public content")

    def ready(self) -> None:
        """Plant the first pages after migrating; forget cached pages when editors change something."""
        from django.contrib.auth.models import Group  # models can only be imported now

        from children.concerns.domain.areas import register_county
        from portal.jobs import running as jobs
        from portal.ops.backup.restoring import add_restore_check

        from . import at_once, signals
        from .domain import public_numbers, second_reader, twins, uploads
        from .domain.benefit_search import SOURCE
        from .domain.danger import adding
        from .domain.editors import give_rights, group_made
        from .domain.planting import plant
        from .domain.restored import missing_files
        from .domain.searching import add_source
        from .domain.site import county_code, hotlines_shown, masthead_shown
        from .forms.editorial import dress_edit_pages
        from .importing import steps

        means(at_once.MEANINGS)
        post_migrate.connect(keep_no_overlap, sender=self)
        post_migrate.connect(plant, sender=self)
        post_migrate.connect(give_rights, sender=self)  # after planting: rights hang on the pages
        post_migrate.connect(second_reader.plant_workflow, sender=self)
        post_save.connect(group_made, sender=Group, dispatch_uid="home.rights_of_editors")
        jobs.register(uploads.KIND, steps.import_upload, uploads.forget_contents)
        signals.connect()
        second_reader.connect()
        public_numbers.connect()
        twins.connect()
        adding.connect()
        dress_edit_pages()
        register_hotline_provider(hotlines_shown)
        register_masthead_provider(masthead_shown)
        add_restore_check(missing_files)
        register_county(county_code)
        add_menu_entry(MenuEntry(_("Danger words"), "home:danger_words", Capability.HANDLE_CONCERN, "alert", 60))
        add_source(SOURCE)


def keep_no_overlap(using: str, **kwargs: Any) -> None:
    """Put the triggers back that SQLite loses with a rebuilt table: see home.models.no_overlap."""
    from .models import no_overlap  # models are loaded after apps

    if connections[using].vendor == "sqlite":
        no_overlap.install(connections[using])
