"""Where the second reader, the editors' rights and what is watched meet others."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save

from portal.ops.backup.restoring import RESTORE_CHECKS


def register(app: AppConfig) -> None:
    """Called once from HomeConfig.ready()."""
    from django.contrib.auth.models import Group  # models can only be imported now

    from .domain import public_numbers, second_reader, twins
    from .domain.editors import give_rights, group_made
    from .domain.restored import missing_files

    post_migrate.connect(give_rights, sender=app)  # after planting: rights hang on the pages
    post_migrate.connect(second_reader.plant_workflow, sender=app)
    post_save.connect(group_made, sender=Group, dispatch_uid="home.rights_of_editors")
    second_reader.connect()
    public_numbers.connect()
    twins.connect()
    RESTORE_CHECKS.add(missing_files)
