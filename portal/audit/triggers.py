"""The database itself refuses to change or remove an audit event."""

import re
from typing import Any

from django.conf import settings
from django.db import connections

from .models import AuditEvent
from .protection import Guard

TABLE = AuditEvent._meta.db_table
MESSAGE = "audit events are append-only"
BODY = f" BEGIN RAISE EXCEPTION '{MESSAGE}'; END "
_NAME = re.compile(r"audit_no_\w+")


def install(using: str = "default") -> None:
    """Put the triggers in place; run after every migrate, as SQLite drops them when it rebuilds a table.

    Where AUDIT_FLUSH_ALLOWED is set (the test settings), emptying the table between tests stays possible.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def guards(vendor: str) -> list[Guard]:
    """What must be found in the database afterwards."""
    made = [statement for statement in _statements(vendor) if " TRIGGER " in statement]
    return [Guard(TABLE, _NAME.findall(statement)[0], statement, BODY) for statement in made]


def _statements(vendor: str) -> list[str]:
    events = ["UPDATE"] if settings.AUDIT_FLUSH_ALLOWED else ["UPDATE", "DELETE"]
    return _STATEMENTS[vendor](events)  # type: ignore[no-any-return]


def _sqlite(events: list[str]) -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS audit_no_{event.lower()} BEFORE {event} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for event in events
    ]


def _postgresql(events: list[str]) -> list[str]:
    function = f"CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $${BODY}$$"
    if "DELETE" in events:
        events = [*events, "TRUNCATE"]
    return [function] + [
        f"CREATE OR REPLACE TRIGGER audit_no_{event.lower()} BEFORE {event} ON {TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        for event in events
    ]


_STATEMENTS: dict[str, Any] = {"sqlite": _sqlite, "postgresql": _postgresql}
