"""What never overlaps in time, held by the database: a room's bookings, a volunteer's credited time.

PostgreSQL has exclusion constraints (over two ranges, so that btree_gist is not needed); SQLite gets
triggers, which it loses when a later migration rebuilds the table: they are put back after every migrate.
Intervals are half-open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from portal.audit.protection import Guard


@dataclass(frozen=True)
class NoOverlap:
    """Rows of `table` with the same `owner` never overlap; `condition` uses `{row}` for the row's prefix."""

    name: str
    table: str
    owner: str
    condition: str


RULES = (
    NoOverlap(
        "session_room_never_booked_twice",
        "activities_session",
        "room_id",
        "{row}room_id IS NOT NULL AND {row}state NOT IN ('draft', 'cancelled')",
    ),
    NoOverlap("hours_never_overlap", "activities_hoursentry", "volunteer_id", "{row}kind = 'credit'"),
)


def install(connection: Any) -> None:
    """Create the constraints or triggers that are missing."""
    statements = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        for rule in RULES:
            for statement in statements(rule):
                cursor.execute(statement)


def guards(vendor: str) -> list[Guard]:
    """The triggers that must be found; PostgreSQL holds constraints instead, which nobody loses by accident."""
    if vendor != "sqlite":
        return []
    return [Guard(rule.table, statement.split()[5], statement) for rule in RULES for statement in _sqlite(rule)]


def remove(connection: Any) -> None:
    """Take them away again."""
    with connection.cursor() as cursor:
        for rule in RULES:
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE {rule.table} DROP CONSTRAINT IF EXISTS {rule.name}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {rule.name}_insert")
                cursor.execute(f"DROP TRIGGER IF EXISTS {rule.name}_update")


def _postgresql(rule: NoOverlap) -> list[str]:
    owner = f"int8range({rule.owner}, {rule.owner}, '[]') WITH &&"
    time = "tstzrange(starts, ends) WITH &&"
    exclusion = f"EXCLUDE USING gist ({owner}, {time}) WHERE ({rule.condition.format(row='')})"
    return [
        f"ALTER TABLE {rule.table} DROP CONSTRAINT IF EXISTS {rule.name}",
        f"ALTER TABLE {rule.table} ADD CONSTRAINT {rule.name} {exclusion}",
    ]


def _sqlite(rule: NoOverlap) -> list[str]:
    table, owner = rule.table, rule.owner
    other = (
        f"SELECT 1 FROM {table} AS other WHERE other.{owner} = NEW.{owner} AND other.id IS NOT NEW.id "  # noqa: S608  constants
        f"AND other.starts < NEW.ends AND other.ends > NEW.starts AND {rule.condition.format(row='other.')}"
    )
    return [
        f"CREATE TRIGGER IF NOT EXISTS {rule.name}_{event} BEFORE {event.upper()} ON {table} "
        f"WHEN {rule.condition.format(row='NEW.')} AND EXISTS ({other}) BEGIN SELECT RAISE(ABORT, '{rule.name}'); END"
        for event in ("insert", "update")
    ]
