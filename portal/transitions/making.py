"""Making a transition: lock the row, ask its rule again, write what changed, put it on the record, tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from portal.accounts.models import User
from portal.audit.log import record
from portal.audit.models import AuditEvent
from portal.changes.changing import change_of_state
from portal.changes.denied import refuse
from portal.changes.locking import locked
from portal.undo.undoing import keep

from .table import Transition

M = TypeVar("M", bound=models.Model)
Tell = Callable[[Any, AuditEvent], None]


class NotInTheTable(RuntimeError):
    """A rule let a record through to a transition that does not begin where it stands: a programming error."""


@change_of_state
def advance(
    row: M,
    transition: Transition,
    *,
    by: User | None,
    denied: Callable[[M, Any], Any] | None,
    hold: Callable[[M], M] = locked,
    write: Callable[[M], Mapping[str, Any] | None] | None = None,
    tell: Tell | None = None,
    detail: Mapping[str, Any] | None = None,
    **changes: Any,
) -> M:
    """Make the transition if `denied(row, by)` finds no reason against it on the row that `hold` locks. Raises Denied.

    `changes` are set as they are, `write` sets what depends on the row as it is now and may say what the log should
    know; only what is different is written. `detail` goes into the audit event, `tell` puts messages into the outbox.
    `by` is None for the site itself, which may go by no rule (`denied` is None).
    """
    row = hold(row)
    refuse(denied(row, by) if denied is not None else None)
    before = _source(row, transition)
    values = _values(row)
    for name, value in changes.items():
        setattr(row, name, value)
    noted = write(row) if write is not None else None
    moved = _enter(row, transition, before)
    if changed := _changed(row, values):
        row.save(update_fields=changed)
    if by is not None:
        _keep(row, transition, before, by)
    announce(row, transition.action, by=by, tell=tell, **moved, **(detail or {}), **(noted or {}))
    return row


def announce(row: Any, action: str, *, by: User | None, tell: Tell | None = None, **detail: Any) -> AuditEvent:
    """Put what happened to the row on the record, and tell those whom it concerns; nothing empty stands in the log."""
    event = record(
        action, actor=by, target=row, **{name: value for name, value in detail.items() if value not in (None, "")}
    )
    if tell is not None:
        tell(row, event)
    return event


def _source(row: Any, transition: Transition) -> str:
    """Where it stands. Raises NotInTheTable."""
    if not transition.is_open_to(row):
        raise NotInTheTable(f"{row._meta.label} is {row.state!r}: {transition.name!r} does not begin there.")
    return str(row.state)


def _enter(row: Any, transition: Transition, before: str) -> dict[str, str]:
    """What the log says of it."""
    if transition.target is None:
        return {}
    row.state = transition.target
    if hasattr(row, "state_changed_at"):
        row.state_changed_at = timezone.now()
    return {"before": before, "after": str(row.state)}


def _keep(row: Any, transition: Transition, before: str, by: User) -> None:
    """What taking it back needs."""
    if transition.undo:
        keep(transition.undo, by=by, **{row._meta.model_name: str(row.uuid)}, state=before)


def _values(row: models.Model) -> dict[str, Any]:
    """What is in the row, encrypted as it is."""
    return {field.name: row.__dict__.get(field.attname) for field in row._meta.concrete_fields}


def _changed(row: models.Model, before: Mapping[str, Any]) -> set[str]:
    """What is different now, and with it the fields that say when a row was changed."""
    different = {name for name, value in _values(row).items() if value != before[name]}
    stamped = {field.name for field in row._meta.concrete_fields if getattr(field, "auto_now", False)}
    return different | stamped if different else different
