"""Appending to the audit log, in the transaction of what is logged."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone

from . import strands
from .models import AuditEvent

if TYPE_CHECKING:
    from portal.accounts.models import User

# An ID number or a mobile phone, standing alone: a tripwire, as the log outlives every erasure.
_NEVER = datetime.min.replace(tzinfo=UTC)
_COLUMNS = ["strand", "link", "seen", "at", "actor_id", "action", "target_type", "target_id", "area_path", "detail"]
_COLUMNS += ["digest"]
_TABLE = AuditEvent._meta.db_table
_INSERT = f"INSERT INTO {_TABLE} ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"  # noqa: S608  our own names
_PERSONAL_NUMBER = re.compile(r"(?<![\w+/=:.-])(\d{17}[\dXx]|(?:\+?86)?1[3-9]\d{9})(?![\w+/=:.-])")


class PersonalValueInAudit(ValueError):
    """`detail` was about to keep an ID number or a phone for ever: a programming error."""


class NoAction(TypeError):
    """An event was about to say that something happened, but not what: a programming error."""


@dataclass(frozen=True)
class Named:
    """What an event is about when that is no row: what kind of thing, by which number, and where it lies."""

    kind: str
    uuid: str
    area_path: str = ""


Target = models.Model | Named


@dataclass(frozen=True, slots=True)
class Happening:
    """What `record_many` writes down; the meaning of the fields is that of the arguments of `record`."""

    action: str
    actor: User | None
    target: Target
    detail: dict[str, Any] = field(default_factory=dict)


def record(action: str, *, actor: User | None, target: Target, **detail: Any) -> AuditEvent:
    """Append one event about `target`; `actor` is None only for the system itself.

    `action` is a member of an enum that is registered (portal.audit.actions), which has its words.
    `detail` takes codes, counts and field names. Call it inside the transaction that makes the change, or before
    rendering what is read. Nobody waits for it: who appends at the same time appends elsewhere.
    Raises PersonalValueInAudit, NoAction.
    """
    with transaction.atomic():
        (entry,) = _append([Happening(action, actor, target, detail)])
        event = AuditEvent(actor=actor, **{name: getattr(entry, name) for name in _COLUMNS if name != "actor_id"})
        event.save(force_insert=True)
    return event


def record_many(happenings: Iterable[Happening]) -> int:
    """Append many events at once, in their order, at a small part of the cost of one by one; how many they were.

    Raises PersonalValueInAudit, NoAction; then none is written.
    """
    happenings = list(happenings)
    if happenings:
        with transaction.atomic(), connection.cursor() as cursor:
            entries = _append(happenings)
            at = connection.ops.adapt_datetimefield_value(entries[0].at)
            cursor.executemany(_INSERT, [_values(entry, at) for entry in entries])
    return len(happenings)


def area_path_of(target: Target) -> str:
    """Where a record lies: its own path, or that of its area; empty for what lies nowhere."""
    own = getattr(target, "area_path", "")
    return str(own or getattr(getattr(target, "area", None), "path", ""))


def _append(happenings: Sequence[Happening]) -> list[strands.Entry]:
    made = [_entry(happening) for happening in happenings]
    head, others = strands.hold()
    now = timezone.now()
    for entry in made:
        entry.at = now
    strands.append(made, head, others)
    return made


def _entry(happening: Happening) -> strands.Entry:
    if not isinstance(happening.action, str):
        raise NoAction
    target, (detail, text) = happening.target, _plain(happening.detail)
    return strands.Entry(
        at=_NEVER,
        actor_id=getattr(happening.actor, "pk", None),
        action=str(happening.action),
        target_type=target.kind if isinstance(target, Named) else target._meta.label_lower,
        target_id=str(target.uuid if isinstance(target, Named) else getattr(target, "uuid", target.pk)),
        area_path=area_path_of(target),
        detail=detail,
        detail_text=text,
    )


def _values(entry: strands.Entry, at: Any) -> tuple[Any, ...]:
    """In the order of the columns of `_INSERT`."""
    return (
        entry.strand,
        entry.link,
        entry.seen,
        at,
        entry.actor_id,
        entry.action,
        entry.target_type,
        entry.target_id,
        entry.area_path,
        entry.detail_text,
        entry.digest,
    )


def _plain(detail: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """As the database gives it back, so that the digest can be computed again; and as text."""
    if not detail:
        return {}, "{}"
    text = json.dumps(detail, cls=DjangoJSONEncoder, ensure_ascii=False)
    if _PERSONAL_NUMBER.search(text):
        raise PersonalValueInAudit("The detail of an audit event looks like an ID number or a phone.")
    return json.loads(text), text
