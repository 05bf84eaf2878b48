"""Appending to the audit log, in the transaction of what is logged."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from . import strands
from .models import AuditEvent

if TYPE_CHECKING:
    from portal.accounts.models import User

# An ID number or a mobile phone, standing alone: a tripwire, as the log outlives every erasure.
_PERSONAL_NUMBER = re.compile(r"(?<![\w+/=:.-])(\d{17}[\dXx]|(?:\+?86)?1[3-9]\d{9})(?![\w+/=:.-])")


class PersonalValueInAudit(ValueError):
    """`detail` was about to keep an ID number or a phone for ever: a programming error."""


@dataclass(frozen=True, slots=True)
class Happening:
    """What `record_many` writes down; the meaning of the fields is that of the arguments of `record`."""

    action: str
    actor: User | None
    target: models.Model
    detail: dict[str, Any] = field(default_factory=dict)


def record(action: str, *, actor: User | None, target: models.Model, **detail: Any) -> AuditEvent:
    """Append one event about `target`; `actor` is None only for the system itself.

    `detail` takes codes, counts and field names. Call it inside the transaction that makes the change, or before
    rendering what is read. Nobody waits for it: who appends at the same time appends elsewhere.
    Raises PersonalValueInAudit.
    """
    return record_many([Happening(action, actor, target, detail)])[0]


def record_many(happenings: Iterable[Happening]) -> list[AuditEvent]:
    """Append many events at once, in their order, at a twentieth of the cost of one by one; see `record`."""
    events = [_event(happening) for happening in happenings]
    if events:
        with transaction.atomic():
            head, others = strands.take()
            now = timezone.now()
            for event in events:
                event.at = now
            strands.append(events, head, others)
    return events


def area_path_of(target: models.Model) -> str:
    """Where a record lies: its own path, or that of its area; empty for what lies nowhere."""
    own = getattr(target, "area_path", "")
    return str(own or getattr(getattr(target, "area", None), "path", ""))


def _event(happening: Happening) -> AuditEvent:
    target = happening.target
    return AuditEvent(
        actor=happening.actor,
        action=happening.action,
        target_type=target._meta.label_lower,
        target_id=str(getattr(target, "uuid", target.pk)),
        area_path=area_path_of(target),
        detail=_plain(happening.detail),
    )


def _plain(detail: dict[str, Any]) -> dict[str, Any]:
    """As the database gives it back, so that the digest can be computed again."""
    if not detail:
        return {}
    text = json.dumps(detail, cls=DjangoJSONEncoder, ensure_ascii=False)
    if _PERSONAL_NUMBER.search(text):
        raise PersonalValueInAudit("The detail of an audit event looks like an ID number or a phone.")
    plain: dict[str, Any] = json.loads(text)
    return plain
