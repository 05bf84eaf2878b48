"""What happened, in words: the codes of the audit log as people read them."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.enums import Role
from portal.audit.actions import AuditAction, action_named
from portal.audit.models import AuditEvent
from portal.audit.reveal import reason_of
from portal.privacy.crypto import Unreadable

KEYS = {
    "field": _("field"),
    "fields": _("fields"),
    "reason": pgettext_lazy("audit", "reason"),
    "role": _("role"),
    "user": _("account"),
    "count": _("how many"),
    "event": pgettext_lazy("audit", "event"),
    "shown": _("how many shown"),
    "state": _("state"),
    "view": _("where"),
    "to": _("for what"),
    "happened": _("what was looked for"),
    "record": _("which record"),
    "person": _("by whom"),
    "since": _("from day"),
    "until": _("to day"),
    "photo": _("photo"),
    "before": _("before"),
    "after": _("after"),
    "what": _("what"),
    "how": _("by which way"),
    "factor": _("second step"),
    "outcome": _("what was found"),
    "number": pgettext_lazy("audit", "number"),
    "beyond": _("why beyond the places"),
    "started": _("had been started"),
}


KINDS = {"desk.address": _("page of the desk")}


def deed(action: str) -> str:
    """What happened, in words; a code that nobody has registered is shown as it is."""
    known = action_named(action)
    return str(known.label) if known else action


def kind(target_type: str) -> str:
    """`children.child` → child."""
    if target_type in KINDS:
        return str(KINDS[target_type])
    try:
        return str(apps.get_model(target_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return target_type


def particulars(event: AuditEvent) -> list[tuple[str, str]]:
    """The detail of an event as pairs; the reason of a revealed value is decrypted for whoever audits it."""
    detail: dict[str, Any] = dict(event.detail)
    if event.action == AuditAction.REVEALED:
        try:
            detail["reason"] = reason_of(event)
        except (Unreadable, KeyError):
            detail["reason"] = "⚠"
    pairs = ((key, _text(event.target_type, key, value)) for key, value in detail.items())
    return [(str(KEYS.get(key, key)), text) for key, text in pairs if text]


def _text(target_type: str, key: str, value: Any) -> str:
    if isinstance(value, list):
        return "、".join(_text(target_type, key, item) for item in value)
    if key in {"field", "fields"}:
        return _field(target_type, str(value))
    if key == "role" and value in Role.values:
        return str(Role(value).label)
    return "" if value is None else str(value)


def _field(target_type: str, name: str) -> str:
    """The field's own name on the screens."""
    try:
        return str(getattr(apps.get_model(target_type)._meta.get_field(name), "verbose_name", name))
    except (LookupError, ValueError, FieldDoesNotExist):
        return name
