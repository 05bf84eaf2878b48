"""All that an upgrade needs, in its order: each step says in a line what it did, and a second time finds it done."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_q.models import OrmQ

from portal.accounts.domain.editors import sync_editors
from portal.audit.verification import verify
from portal.jobs.guard import is_ours
from portal.jobs.models import Worker
from portal.pagecache.stamp import stamp

from . import schedules, workers
from .catalogues import compile_catalogues
from .first_steps import collect_static

NOTHING = "nothing to do"


class NotUpgraded(Exception):
    """Why the upgrade went no further, and what to do; what was done before stays, and it can be run again."""


@dataclass(frozen=True)
class Done:
    """One step: its name, and what it did in a few words."""

    step: str
    said: str


def upgrade() -> Iterator[Done]:
    """Do all steps, telling each when it is done. Raises NotUpgraded."""
    for name, step in STEPS:
        yield Done(name, step())


def unknown_migrations() -> list[str]:
    """What the database has seen and this version does not know: the database belongs to a later version."""
    loader = MigrationExecutor(connection).loader
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    ours = {app for app, _name in loader.disk_migrations}
    known = loader.disk_migrations.keys() | replaced
    later = (key for key in loader.applied_migrations if key[0] in ours and key not in known)
    return sorted(".".join(key) for key in later)


def _check() -> str:
    if later := unknown_migrations():
        raise NotUpgraded(f"The database belongs to a later version ({later[-1]}): install that one or a newer one.")
    alive = Worker.objects.filter(beat_at__gt=timezone.now() - workers.SILENT_FOR) if _has(Worker) else ()
    running = sorted({worker.queue for worker in alive})
    if running:
        raise NotUpgraded(f"Background processes of the former version are running ({', '.join(running)}): stop them.")
    return "the database belongs to this version or an earlier one, and nobody works with it"


def _migrate() -> str:
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    # Also when none is missing: afterwards the apps put back triggers, and plant pages and rights that are not there.
    call_command("migrate", verbosity=0, interactive=False)
    ContentType.objects.clear_cache()
    return f"{missing} migrations applied" if missing else NOTHING


def _texts() -> str:
    try:
        compiled = compile_catalogues()
    except PermissionError as error:
        raise NotUpgraded(
            "Translations lie in the code: its owner runs manage.py compile_translations first."
        ) from error
    return f"{compiled} translations compiled" if compiled else NOTHING


def _static() -> str:
    return "static files are collected" if collect_static() else NOTHING


def _search() -> str:
    said = io.StringIO()
    call_command("wagtail_update_index", stdout=said, verbosity=0)
    call_command("rebuild_references_index", stdout=said, verbosity=0)
    return "the index is built anew"


def _tasks() -> str:
    signed, unknown = workers.sign_again()
    foreign = [pk for pk, function in workers.waiting_functions() if not is_ours(function)]
    dropped = OrmQ.objects.filter(pk__in=foreign).delete()[0]
    waiting = OrmQ.objects.count()
    found = f"{waiting} wait, {signed} signed again, {dropped} of a former version dropped"
    return f"{found}, {unknown} under an unknown secret key" if unknown else found


def _schedules() -> str:
    removed, written = schedules.remove_what_is_not_ours(), schedules.write_schedules()
    mended = schedules.mend() + schedules.catch_up()
    if not (removed or written or mended):
        return NOTHING
    return f"{written} written, {removed} that are none of ours removed, {mended} put right in time"


def _editors() -> str:
    return f"{changed} put right" if (changed := sync_editors()) else NOTHING


def _pages() -> str:
    stamp.bump()
    return "copies of public pages are made anew"


def _audit() -> str:
    found = verify()
    if not found.intact:
        raise NotUpgraded(f"The audit log is not intact: run manage.py audit_verify. Event {found.broken_at}.")
    return f"{found.events} events, intact. Anchor: {found.anchor}"


def _has(model: type[Worker]) -> bool:
    return model._meta.db_table in connection.introspection.table_names()


STEPS: list[tuple[str, Callable[[], str]]] = [
    ("before", _check),
    ("database", _migrate),
    ("texts", _texts),
    ("static", _static),
    ("search", _search),
    ("tasks", _tasks),
    ("schedules", _schedules),
    ("editors", _editors),
    ("audit", _audit),
    ("pages", _pages),
]
