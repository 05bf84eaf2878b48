"""Which rule of the database was broken, and what a person is told who met it at the same moment as another one.

A rule asks first and the constraint holds what was true when it was asked: whoever comes second at the very same
moment passes the rule and meets the constraint. Each app says in AppConfig.ready() what that means (`MEANINGS`).
A unique field is named `table.column`, everything else by its own name; a test asks for a word for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.apps import apps
from django.db import IntegrityError
from django.db.models import UniqueConstraint

from portal.registry import Registry

from .denied import AtOnce

# Whatever a row points at was removed: the databases name the key, SQLite not even that.
GONE = "foreign key"
# Another row was there first; what the row points at is gone. What PostgreSQL and SQLite call them.
MET_STATES = frozenset({"23505", "23P01", "23503"})
MET_CODES = frozenset({"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_TRIGGER", "SQLITE_CONSTRAINT_FOREIGNKEY"})
_UNIQUE = re.compile(r"UNIQUE constraint failed: (?:index '(?P<name>\w+)'|(?P<columns>[\w., ]+))\Z")

# For each constraint the reason (a member of an app's Reason enum) with which a person is refused.
MEANINGS: Registry[Mapping[str, Any]] = Registry()
MEANINGS.add({GONE: AtOnce.GONE})


def meanings() -> Mapping[str, Any]:
    """What is said for which constraint."""
    return {name: reason for meant in MEANINGS for name, reason in meant.items()}


def is_met(error: IntegrityError) -> bool:
    """Whether somebody else was there first, or took away what this was about; not a value that is wrong by itself."""
    cause = error.__cause__
    return getattr(cause, "sqlstate", None) in MET_STATES or getattr(cause, "sqlite_errorname", None) in MET_CODES


def reason_of(error: IntegrityError) -> Any | None:
    """The reason to refuse with, or None: this constraint is a safeguard that nobody should ever meet."""
    known = meanings()
    return next((known[name] for name in _names(error) if name in known), None)


@cache
def uniques() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Table and columns of each unique constraint and field of ours, primary keys apart, by its name here."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for model in apps.get_models():
        table = model._meta.db_table
        for field in model._meta.local_concrete_fields:
            if field.unique and not field.primary_key:
                found[f"{table}.{field.column}"] = (table, (str(field.column),))
        for constraint in model._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                columns = (str(model._meta.get_field(name).column) for name in constraint.fields)  # type: ignore[union-attr]
                found[constraint.name] = (table, tuple(columns))
    return found


def _names(error: IntegrityError) -> Iterator[str]:
    """What the constraint may be called here; SQLite says the columns, which several may share."""
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is not None:
        yield diagnosis.constraint_name or ""
        if getattr(error.__cause__, "sqlstate", None) == "23503":
            yield GONE
        yield from _fields(diagnosis.table_name or "", diagnosis.constraint_name or "")
        return
    text = str(error)
    if match := _UNIQUE.search(text):
        columns = {part.strip() for part in (match["columns"] or "").split(",")}
        yield match["name"] or ""
        yield from (name for name, (table, own) in uniques().items() if {f"{table}.{one}" for one in own} == columns)
    yield GONE if text.startswith("FOREIGN KEY") else text


def _fields(table: str, constraint: str) -> list[str]:
    """A unique field's own constraint has a name made from table and column."""
    names = [f"{table}.{columns[0]}" for _name, (of, columns) in uniques().items() if of == table and len(columns) == 1]
    return [name for name in names if constraint.startswith(f"{name.replace('.', '_')}_")]
