"""What happened, in words: the codes of the audit log as people read them."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from portal.audit.models import AuditEvent
from portal.audit.reveal import ACTION as REVEALED
from portal.audit.reveal import reason_of
from portal.privacy.crypto import Unreadable

VERBS = {
    "read": _("opened"),
    "listed": _("saw in a list"),
    "revealed": _("revealed a hidden value"),
    "exported": _("exported"),
    "printed": _("printed"),
    "entered": _("entered"),
    "changed": _("changed"),
    "change": _("changed"),
    "confirmed": _("confirmed"),
    "started": _("began"),
    "submitted": _("submitted"),
    "publish": _("published"),
    "cancel": _("cancelled"),
    "assigned": _("gave a role"),
    "ended": _("ended"),
    "rotated": _("changed the keys"),
    "draft": _("drafted"),
    "add": _("added"),
    "resolve": _("resolved"),
    "start": _("started"),
    "close": _("closed"),
    "complete": _("completed"),
    "correct": _("corrected"),
    "call_roll": _("called the roll"),
    "verify_hours": _("verified hours"),
    "sign_up": _("signed up"),
    "accept": _("accepted"),
    "withdraw": _("withdrew"),
    "enrol": _("enrolled"),
    "promote": _("moved up from the waiting list"),
    "offer_over": _("let an offer lapse"),
}


def deed(action: str) -> str:
    """`child.read` → opened; a code without a word is shown as it is."""
    return str(VERBS.get(action.rpartition(".")[2], action))


def kind(target_type: str) -> str:
    """`children.child` → child."""
    try:
        return str(apps.get_model(target_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return target_type


def particulars(event: AuditEvent) -> list[tuple[str, str]]:
    """The detail of an event as pairs; the reason of a revealed value is decrypted for whoever audits it."""
    detail: dict[str, Any] = dict(event.detail)
    if event.action == REVEALED:
        try:
            detail["reason"] = reason_of(event)
        except (Unreadable, KeyError):
            detail["reason"] = "⚠"
    return [(key, _text(value)) for key, value in detail.items() if value not in (None, "", [])]


def _text(value: object) -> str:
    return "、".join(str(item) for item in value) if isinstance(value, list) else str(value)
