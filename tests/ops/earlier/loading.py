"""The demo county as two earlier states of this site have left it: every person invented, the keys those of the demo.

Each `<commit>.sql.xz` is what that commit's `load_demo` made on SQLite, with messages and tasks that wait, without the
search index and the cache (the upgrade makes both anew).
"""

from __future__ import annotations

import lzma
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

FOLDER = Path(__file__).parent
STATES = ("cb128df", "651c575")
# The search index lies in other tables on each kind of database.
NOT_COPIED = ("wagtailsearch_", "modelsearch_", "sqlite_")


def as_sqlite(state: str, target: Path) -> None:
    """Write the state as a SQLite file."""
    with sqlite3.connect(target, isolation_level=None) as made:
        made.executescript(lzma.decompress((FOLDER / f"{state}.sql.xz").read_bytes()).decode())
    made.close()


def into_postgresql(source: Path) -> None:
    """Fill the empty PostgreSQL database of this process: its tables as they were then, and each row."""
    with sqlite3.connect(source) as old:
        applied = set(old.execute("SELECT app, name FROM django_migrations"))
        executor = MigrationExecutor(connection)
        nodes = executor.loader.graph.node_map
        there = applied & nodes.keys()  # migrations that a later one replaces are no longer in the graph
        executor.migrate([key for key in there if not there & set(nodes[key].children)])
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")  # no order of tables, no triggers
            for table in sorted(set(_tables(old)) & set(connection.introspection.table_names())):
                _copy(old, cursor, table)
            cursor.execute("SET session_replication_role = DEFAULT")


def counts(source: Path) -> dict[str, int]:
    """How many rows each table of the file has."""
    with sqlite3.connect(source) as old:
        return {table: old.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in _tables(old)}


def _tables(old: sqlite3.Connection) -> Iterator[str]:
    for (name,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"):
        if not name.startswith(NOT_COPIED):
            yield name


def _copy(old: sqlite3.Connection, cursor: Any, table: str) -> None:
    cursor.execute(
        "SELECT column_name, data_type, is_generated FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s",
        [table],
    )
    there = {name: kind for name, kind, generated in cursor.fetchall() if generated == "NEVER"}
    rows = old.execute(f'SELECT * FROM "{table}"')
    names = [column[0] for column in rows.description if column[0] in there]
    places = [number for number, column in enumerate(rows.description) if column[0] in there]
    cursor.execute(f'DELETE FROM "{table}"')
    listed, marks = ", ".join(f'"{name}"' for name in names), ", ".join(f"%s::{there[name]}" for name in names)
    values = [[_typed(row[place], there[name]) for place, name in zip(places, names, strict=True)] for row in rows]
    cursor.executemany(f'INSERT INTO "{table}" ({listed}) OVERRIDING SYSTEM VALUE VALUES ({marks})', values)
    if "id" in there and there["id"] in {"bigint", "integer"}:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), greatest(max(id), 1)) FROM \"{table}\""
        )


def _typed(value: Any, kind: str) -> Any:
    """SQLite keeps moments in UTC without saying so, and truth as a number."""
    if value is None:
        return None
    if kind == "boolean":
        return bool(value)
    return f"{value}+00" if kind == "timestamp with time zone" else value
