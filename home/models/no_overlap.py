"""No two amounts of one benefit on the same day, held by the database.

PostgreSQL has an exclusion constraint (over ranges, so that btree_gist is not needed; the name by its hash);
SQLite gets triggers, which it loses when a later migration rebuilds the table: they are put back after every migrate.
"""

from __future__ import annotations

from typing import Any

NAME = "benefit_never_two_amounts_at_once"
TABLE = "home_benefitstandard"
FOR_EVER = "9999-12-31"


def install(connection: Any) -> None:
    """Create the constraint or the triggers if they are missing."""
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in _postgresql() if connection.vendor == "postgresql" else _sqlite():
            cursor.execute(statement)


def remove(connection: Any) -> None:
    """Take them away again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT IF EXISTS {NAME}")
        else:
            cursor.execute(f"DROP TRIGGER IF EXISTS {NAME}_insert")
            cursor.execute(f"DROP TRIGGER IF EXISTS {NAME}_update")


def _postgresql() -> list[str]:
    keys = ("hashtextextended(name, 0) >> 1", "audience_id", "area_id")
    same = ", ".join(f"int8range({key}, {key}, '[]') WITH &&" for key in keys)
    days = "daterange(in_force_from, in_force_until, '[]') WITH &&"
    return [
        f"ALTER TABLE {TABLE} DROP CONSTRAINT IF EXISTS {NAME}",
        f"ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} EXCLUDE USING gist ({same}, {days})",
    ]


def _sqlite() -> list[str]:
    other = (
        f"SELECT 1 FROM {TABLE} AS other WHERE other.name = NEW.name AND other.audience_id = NEW.audience_id "  # noqa: S608  constants
        "AND other.area_id = NEW.area_id AND other.id IS NOT NEW.id "
        f"AND other.in_force_from <= COALESCE(NEW.in_force_until, '{FOR_EVER}') "
        f"AND COALESCE(other.in_force_until, '{FOR_EVER}') >= NEW.in_force_from"
    )
    return [
        f"CREATE TRIGGER IF NOT EXISTS {NAME}_{event} BEFORE {event.upper()} ON {TABLE} "
        f"WHEN EXISTS ({other}) BEGIN SELECT RAISE(ABORT, '{NAME}'); END"
        for event in ("insert", "update")
    ]
