"""Someone who does things, and things they are done to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone

from portal.accounts.models import User
from portal.audit import strands, triggers
from portal.audit.log import record
from portal.audit.models import AuditEvent, AuditHead


@pytest.fixture
def officer(db) -> User:
    return User.objects.create_user("officer@example.test")


@pytest.fixture
def chain(officer) -> list[AuditEvent]:
    """Five events."""
    return [record("test.done", actor=officer, target=officer, step=step) for step in range(5)]


@pytest.fixture
def tamper():
    """What someone with the database's password can do: the triggers are no obstacle to them."""

    def execute(sql: str, *params: object) -> None:
        with connection.cursor() as cursor:
            for event in ("update", "delete"):
                on = f" ON {triggers.TABLE}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS audit_no_{event}{on}")
            cursor.execute(sql, params)

    return execute


@pytest.fixture
def beside(officer) -> Callable[[str], AuditEvent]:
    """An event as it is written while somebody else holds the first strand: on a second one."""

    def write(action: str) -> AuditEvent:
        head = AuditHead.objects.order_by("pk")[1:].first() or AuditHead.objects.create()
        others = AuditHead.objects.exclude(pk=head.pk).values_list("pk", "links", "digest")
        entry = strands.Entry(timezone.now(), officer.pk, action, "x", "1", "", {}, "{}")
        strands.append([entry], head, [strands.End(*other) for other in others])
        names = ("at", "actor_id", "action", "target_type", "target_id", "strand", "link", "seen", "digest")
        return AuditEvent.objects.create(**{name: getattr(entry, name) for name in names})

    return write
