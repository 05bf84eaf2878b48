"""Appending to the audit log, in the transaction of what is logged."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from .models import AuditEvent, AuditHead

if TYPE_CHECKING:
    from portal.accounts.models import User


def record(action: str, *, actor: User | None, target: models.Model, **detail: Any) -> AuditEvent:
    """Append one event about `target`; `actor` is None only for the system itself.

    `detail` takes codes, counts and field names. Call it inside the transaction that makes the change,
    or before rendering what is read.
    """
    with transaction.atomic():
        head, _created = AuditHead.objects.select_for_update().get_or_create(pk=1)
        event = AuditEvent(
            sequence=head.sequence + 1,
            at=timezone.now(),
            actor=actor,
            action=action,
            target_type=target._meta.label_lower,
            target_id=str(getattr(target, "uuid", target.pk)),
            area_path=getattr(target, "area_path", ""),
            detail=detail,
        )
        event.digest = digest_of(event, head.digest)
        event.save(force_insert=True)
        head.sequence, head.digest = event.sequence, event.digest
        head.save(update_fields=["sequence", "digest"])
    return event


def digest_of(event: AuditEvent, previous: str) -> str:
    """The keyed hash of an event and of the chain before it."""
    body = [
        previous,
        event.sequence,
        _timestamp(event.at),
        event.actor_id,
        event.action,
        event.target_type,
        event.target_id,
        event.area_path,
        event.detail,
    ]
    message = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    return hmac.new(bytes.fromhex(settings.AUDIT_KEY), message, hashlib.sha256).hexdigest()


def _timestamp(at: datetime) -> int:
    """Microseconds since 1970: the same on every database."""
    return int(at.timestamp()) * 1_000_000 + at.microsecond
