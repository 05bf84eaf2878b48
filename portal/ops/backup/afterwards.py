"""What must not come back with a backup: sessions, work that was done since, messages that were sent since."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.models import Session
from django_q.models import OrmQ

from portal.notify.restored import hold_what_waited
from portal.privacy import crypto
from portal.privacy.rotation import encrypted_models, fields_of

from .restoring import AFTER_RESTORE, RESTORE_CHECKS
from .shelf import Backup


def register() -> None:
    """Called from AppConfig.ready()."""
    for step in (end_sessions, drop_tasks, hold_messages):
        AFTER_RESTORE.add(step)
    RESTORE_CHECKS.add(unreadable_values)


def unreadable_values() -> list[str]:
    """Personal values that no key of these settings opens, counted for each kind of record."""
    said = []
    for model in encrypted_models():
        fields = fields_of(model)
        rows = model._base_manager.values("uuid", *(field.name for field in fields)).iterator()
        count = sum(_is_unreadable(field, row) for row in rows for field in fields)
        if count:
            said.append(f"{count} personal values of {model._meta.label} cannot be read.")
    return said


def _is_unreadable(field: Any, row: dict[str, Any]) -> bool:
    try:
        if row[field.name]:
            field.opened(row[field.name], field.context_of(row["uuid"]))
    except crypto.Unreadable:
        return True
    return False


def end_sessions(backup: Backup) -> list[str]:
    """A role may have ended since: everybody signs in again, and what they may do is asked anew."""
    Session.objects.all().delete()
    return ["Everybody has to sign in again. Roles that were given or ended since the backup must be entered again."]


def drop_tasks(backup: Backup) -> list[str]:
    """What waited for a worker was done since; what was not is found again by the sweeps."""
    OrmQ.objects.all().delete()
    return []


def hold_messages(backup: Backup) -> list[str]:
    """Nobody is told twice: what waited when the backup was made was probably sent."""
    count = hold_what_waited()
    return (
        [f"{count} messages may have been sent already: send again what is needed, under “Emails not sent”."]
        if count
        else []
    )
