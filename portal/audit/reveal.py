"""Revealing a masked value: who, which field and why is in the log before the value is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.privacy import crypto
from portal.privacy.personal import PersonalData, Sensitivity

from .actions import AuditAction
from .log import area_path_of, record
from .models import AuditEvent

if TYPE_CHECKING:
    from portal.accounts.models import User

MIN_REASON = 5
REVEALABLE = {Sensitivity.MASKED, Sensitivity.CONTACT}


class RevealRefused(ValueError):
    """The reason is too short, the field is not one that is revealed, or the person may not."""


def reveal(instance: PersonalData, field: str, *, by: User, reason: str) -> str:
    """The plain value of an encrypted field, after recording that `by` asked for it.

    `reason` has at least five characters; it may hold names, so it is kept encrypted. `by` must hold the model's
    `reveal_capability` at the record's area; masked fields of a model without one are never revealed. The view
    asks for a fresh sign-in.
    Raises RevealRefused.
    """
    reason = reason.strip()
    if len(reason) < MIN_REASON:
        raise RevealRefused("A reason of at least five characters is needed.")
    if instance.sensitive_fields.get(field) not in REVEALABLE:
        raise RevealRefused(f"{field} is not a field that is revealed.")
    if not _may_reveal(instance, field, by):
        raise RevealRefused("This person may not see this value.")
    sealed = crypto.encrypt(reason, _context(instance._meta.label_lower, _identity(instance), field))
    record(AuditAction.REVEALED, actor=by, target=instance, field=field, reason=sealed)
    return str(getattr(instance, field) or "")


def _may_reveal(instance: PersonalData, field: str, by: User) -> bool:
    capability = getattr(instance, "reveal_capability", "")
    if not capability:
        return instance.sensitive_fields[field] != Sensitivity.MASKED
    return by.can(capability, area_path_of(instance))


def reason_of(event: AuditEvent) -> str:
    """The reason that was given for a revealed field. Raises crypto.Unreadable when its key is gone."""
    context = _context(event.target_type, event.target_id, event.detail["field"])
    return crypto.decrypt(event.detail["reason"], context)


def _identity(instance: PersonalData) -> str:
    return str(getattr(instance, "uuid", instance.pk))


def _context(target_type: str, target_id: str, field: str) -> bytes:
    return f"{AuditAction.REVEALED}:{target_type}:{target_id}:{field}".encode()
