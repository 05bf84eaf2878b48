"""Appending to the audit log, in the transaction of what is logged."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from .models import AuditEvent, AuditHead

if TYPE_CHECKING:
    from portal.accounts.models import User

# An ID number or a mobile phone, standing alone: a tripwire, as the log outlives every erasure.
_PERSONAL_NUMBER = re.compile(r"(?<![\w+/=:.-])(\d{17}[\dXx]|(?:\+?86)?1[3-9]\d{9})(?![\w+/=:.-])")


class PersonalValueInAudit(ValueError):
    """`detail` was about to keep an ID number or a phone for ever: a programming error."""


def record(action: str, *, actor: User | None, target: models.Model, **detail: Any) -> AuditEvent:
    """Append one event about `target`; `actor` is None only for the system itself.

    `detail` takes codes, counts and field names. Call it inside the transaction that makes the change,
    as its last step (appending locks the end of the chain until commit), or before rendering what is read.
    Raises PersonalValueInAudit.
    """
    event = AuditEvent(
        actor=actor,
        action=action,
        target_type=target._meta.label_lower,
        target_id=str(getattr(target, "uuid", target.pk)),
        area_path=area_path_of(target),
        detail=_plain(detail),
    )
    with transaction.atomic():
        head, _created = AuditHead.objects.select_for_update().get_or_create(pk=1)
        event.at, event.sequence = timezone.now(), head.sequence + 1
        event.digest = digest_of(event, head.digest)
        event.save(force_insert=True)
        head.sequence, head.digest = event.sequence, event.digest
        head.save(update_fields=["sequence", "digest"])
    return event


def area_path_of(target: models.Model) -> str:
    """Where a record lies: its own path, or that of its area; empty for what lies nowhere."""
    own = getattr(target, "area_path", "")
    return str(own or getattr(getattr(target, "area", None), "path", ""))


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


def _plain(detail: dict[str, Any]) -> dict[str, Any]:
    """As the database gives it back, so that the digest can be computed again."""
    text = json.dumps(detail, cls=DjangoJSONEncoder, ensure_ascii=False)
    if _PERSONAL_NUMBER.search(text):
        raise PersonalValueInAudit("The detail of an audit event looks like an ID number or a phone.")
    plain: dict[str, Any] = json.loads(text)
    return plain


def _timestamp(at: datetime) -> int:
    """Microseconds since 1970: the same on every database."""
    return int(at.timestamp()) * 1_000_000 + at.microsecond
