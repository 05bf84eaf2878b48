"""The daily look at the whole audit log and at what protects it: written down, and told to those who audit."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from portal.accounts.enums import Role
from portal.accounts.models import Assignment, User
from portal.audit.models import AuditCheck
from portal.audit.protection import unprotected
from portal.audit.verification import Verification, verify
from portal.changes.changing import change_of_state
from portal.notify.outbox import notify

from ..own_process import begin_command

CIRCLE = "auditors"


def begin() -> bool:
    """Once a day: look at the log in a process of its own, as it may take longer than a task."""
    return begin_command("audit_check")


def check() -> AuditCheck:
    """Look at everything, write down what was found, and tell every auditor of what is wrong, each day anew."""
    return _written_down(verify(), unprotected())


@change_of_state
def _written_down(found: Verification, missing: list[str]) -> AuditCheck:
    row = AuditCheck.objects.create(
        at=timezone.now(),
        events=found.events,
        broken_at=found.broken_at[:60],
        problem=found.problem[:200],
        unprotected=missing,
    )
    for auditor in [] if row.is_fine else auditors():
        facts: dict[str, Any] = {"broken_at": row.broken_at, "unprotected": missing}
        key = f"audit.broken:{row.pk}:{auditor.pk}"
        notify(auditor, "audit_broken", key=key, circle=f"{CIRCLE}:", urgent=True, **facts)
    return row


def auditors() -> list[User]:
    """Whoever holds that role today."""
    return Assignment.objects.serving(Role.AUDITOR).people()
