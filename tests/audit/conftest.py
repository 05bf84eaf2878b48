"""Someone who does things, and things they are done to."""

from __future__ import annotations

import pytest
from django.db import connection

from portal.accounts.models import User
from portal.audit import triggers
from portal.audit.log import record
from portal.audit.models import AuditEvent


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
