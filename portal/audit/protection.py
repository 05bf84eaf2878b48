"""Whether the database still refuses by itself what it must refuse: its triggers, looked up as they are now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connections

from portal.registry import Registry

_ON_POSTGRESQL = """
    SELECT t.tgname, t.tgenabled IN ('O', 'A'), pg_get_triggerdef(t.oid), p.prosrc
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal AND c.relname = ANY(%s)
"""


@dataclass(frozen=True)
class Guard:
    """One trigger. `text` is the statement that made it, as it was given to the database.

    `body` is the function that PostgreSQL runs for it.
    """

    table: str
    name: str
    text: str
    body: str = ""


Provider = Callable[[str], Iterable[Guard]]
# Which guards there must be, for a vendor of databases.
GUARDS: Registry[Provider] = Registry()


def unprotected(using: str = "default") -> list[str]:
    """The names of the guards that are missing, switched off or written otherwise; a constant number of questions."""
    connection = connections[using]
    wanted = [guard for provider in GUARDS for guard in provider(connection.vendor)]
    found = _FIND[connection.vendor](connection, wanted)
    return sorted(guard.name for guard in wanted if guard.name not in found)


def _on_sqlite(connection: Any, wanted: list[Guard]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        there = dict(cursor.fetchall())
    return {guard.name for guard in wanted if there.get(guard.name) == guard.text.replace("IF NOT EXISTS ", "")}


def _on_postgresql(connection: Any, wanted: list[Guard]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_ON_POSTGRESQL, [[guard.table for guard in wanted]])
        there = {name: rest for name, *rest in cursor.fetchall()}
    return {guard.name for guard in wanted if guard.name in there and _is_as_made(guard, *there[guard.name])}


def _is_as_made(guard: Guard, is_on: bool, definition: str, body: str) -> bool:
    """PostgreSQL writes the statement its own way: the moment, and whether there is a condition, are compared."""
    moment = guard.text.partition(" BEFORE ")[2].partition(" ON ")[0]
    same_condition = (" WHEN " in definition) == (" WHEN " in guard.text)
    same_events = sorted(definition.partition(" BEFORE ")[2].partition(" ON ")[0].split(" OR ")) == sorted(
        moment.split(" OR ")
    )
    return is_on and same_condition and same_events and body == guard.body


_FIND = {"sqlite": _on_sqlite, "postgresql": _on_postgresql}
