"""Tables whose rows the database itself refuses to remove, and some of whose columns it refuses to change."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connections, models

from .protection import Guard

# Rewriting under another key is the one change an encrypted column may see: its token then names another key.
_KEY_ID = {
    "sqlite": "substr({row}.{column}, 4, instr(substr({row}.{column}, 4), ':') - 1)",
    "postgresql": "split_part({row}.{column}, ':', 2)",
}
_MADE = re.compile(r"CREATE (?:OR REPLACE )?TRIGGER (\w+)")
_DIFFER = {"sqlite": "OLD.{column} IS NOT NEW.{column}", "postgresql": "OLD.{column} IS DISTINCT FROM NEW.{column}"}


def protect(model: type[models.Model], *, frozen: Iterable[str], tokens: Iterable[str], using: str) -> None:
    """Put the triggers of one table in place; run after every migrate, as SQLite drops them when it rebuilds a table.

    `frozen` are columns that never change, `tokens` encrypted ones that only a change of keys rewrites.
    Where AUDIT_FLUSH_ALLOWED is set (the test settings), emptying the table between tests stays possible.
    """
    connection, table = connections[using], model._meta.db_table
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return
        for statement in _statements(connection.vendor, table, frozen, tokens):
            cursor.execute(statement)


def guards(model: type[models.Model], vendor: str, *, frozen: Iterable[str], tokens: Iterable[str]) -> list[Guard]:
    """What must be found in the database afterwards; see `protection.expect`."""
    table = model._meta.db_table
    made = [each for each in _statements(vendor, table, frozen, tokens) if _MADE.match(each)]
    return [Guard(table, _MADE.findall(each)[0], each, _body(table)) for each in made]


def _statements(vendor: str, table: str, frozen: Iterable[str], tokens: Iterable[str]) -> list[str]:
    return _STATEMENTS[vendor](table, _changed(vendor, frozen, tokens))  # type: ignore[no-any-return]


def _body(table: str) -> str:
    return f" BEGIN RAISE EXCEPTION '{table} is append-only'; END "


def _changed(vendor: str, frozen: Iterable[str], tokens: Iterable[str]) -> str:
    differ, key = _DIFFER[vendor], _KEY_ID[vendor]
    conditions = [differ.format(column=column) for column in frozen]
    for column in tokens:
        keys = [key.format(row=row, column=column) for row in ("OLD", "NEW")]
        rewritten = f"OLD.{column} LIKE 'v1:%' AND NEW.{column} LIKE 'v1:%' AND {keys[0]} <> {keys[1]}"
        conditions.append(f"({differ.format(column=column)} AND NOT ({rewritten}))")
    return " OR ".join(conditions)


def _sqlite(table: str, changed: str) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    made = [
        f"DROP TRIGGER IF EXISTS {table}_no_change",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE ON {table} WHEN {changed} {refuse}",
        f"DROP TRIGGER IF EXISTS {table}_no_removal",
    ]
    if not settings.AUDIT_FLUSH_ALLOWED:
        made.append(f"CREATE TRIGGER {table}_no_removal BEFORE DELETE ON {table} {refuse}")
    return made


def _postgresql(table: str, changed: str) -> list[str]:
    refuse = f"EXECUTE FUNCTION {table}_refuse()"
    body = f"$${_body(table)}$$"
    made = [
        f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS {body}",
        f"CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({changed}) {refuse}",
        f"DROP TRIGGER IF EXISTS {table}_no_removal ON {table}",
    ]
    if not settings.AUDIT_FLUSH_ALLOWED:
        made.append(
            f"CREATE TRIGGER {table}_no_removal BEFORE DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT {refuse}"
        )
    return made


_STATEMENTS: dict[str, Any] = {"sqlite": _sqlite, "postgresql": _postgresql}
