"""What a change of state locks, in which order, read from the statements it sends."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import Any

from django.apps import apps
from django.db import connection

# PostgreSQL's row locks: what keeps the key, what may change or remove it, what only points at the row.
KEEPS, TAKES, POINTS = "keeps the key", "takes the key", "points at it"
CONFLICTS = {KEEPS: {KEEPS, TAKES}, TAKES: {KEEPS, TAKES, POINTS}, POINTS: {TAKES}}
EVENT = "audit_auditevent"
# The end of a strand is taken only where nobody holds it (decision 0018): nobody ever waits for one.
# What search and Wagtail note about a row is written by whoever writes that row.
NEVER_WAITED_FOR = {"audit_audithead", "wagtailsearch_indexentry", "wagtailcore_referenceindex"}
# Rows that are only ever written by whoever holds the row above: nobody waits for them.
UNDER = {
    "activities_duty": "activities_session",
    "activities_enrolment": "activities_session",
    "activities_hoursentry": "activities_session",
    "activities_sessionstaff": "activities_session",
    "activities_formeraddress": "activities_place",
    "activities_photo": "activities_place",
    "activities_place_managers": "activities_place",
    "activities_removedphoto": "activities_place",
    "children_childcategory": "children_child",
    "children_childneed": "children_child",
    "children_concernperson": "children_concern",
    "accounts_assignment": "accounts_user",
    "accounts_device": "accounts_user",
    "accounts_addresschange": "accounts_user",
    "accounts_user_groups": "accounts_user",
    "account_emailaddress": "accounts_user",
    "mfa_authenticator": "accounts_user",
}
# Pages and what hangs on them are locked by Wagtail, in its own order.
OURS = re.compile(r"(accounts|activities|children|volunteers|undo|notify|jobs|home)_(?!\w*page$)")
_LOCK = re.compile(r'^SELECT .*? FROM "(\w+)".* FOR (NO KEY )?UPDATE', re.DOTALL)
_WRITE = re.compile(r'^(UPDATE|DELETE FROM|INSERT INTO) "(\w+)"')
_COLUMNS = re.compile(r'^INSERT INTO "\w+" \(([^)]*)\)|^UPDATE "\w+" SET (.*?)(?: WHERE|$)', re.DOTALL)


@dataclass
class Seen:
    """What one change did."""

    locks: list[tuple[str, str]] = field(default_factory=list)  # table and lock, each once, in order
    rows: set[tuple[Any, ...]] = field(default_factory=set)  # locked one by one
    whole: set[str] = field(default_factory=set)  # tables of which all that matters was locked, in its order
    made: set[str] = field(default_factory=set)
    points: set[str] = field(default_factory=set)  # checked when it is kept
    events: int = 0
    late: list[str] = field(default_factory=list)  # locked after the first event

    def take(self, table: str, lock: str) -> None:
        """Once is enough, unless it is stronger now."""
        if (table, lock) not in self.locks and (table, TAKES) not in self.locks:
            self.locks.append((table, lock))


@contextmanager
def watching(entered: set[CodeType]) -> Iterator[Seen]:
    """Everything sent in the lines below, and by which functions."""
    seen = Seen()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        _note_callers(entered)
        if found := _LOCK.match(sql):
            _locked(
                seen,
                found[1],
                KEEPS if found[2] else TAKES,
                (found[1], *map(str, params or ())),
                ordered=" ORDER BY " in sql,
            )
        elif found := _WRITE.match(sql):
            _written(seen, found[1], found[2], sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def _note_callers(entered: set[CodeType]) -> None:
    """Everything on the stack; no frame is kept, nor what is in it."""
    frame: FrameType | None = sys._getframe()
    while frame:
        entered.add(frame.f_code)
        frame = frame.f_back


def _locked(seen: Seen, table: str, lock: str, row: tuple[Any, ...], *, ordered: bool) -> None:
    if table in NEVER_WAITED_FOR:
        return
    if seen.events and row not in seen.rows and table not in seen.whole | seen.made:
        seen.late.append(f"{table} is locked")
    seen.rows.add(row)
    if ordered:
        seen.whole.add(table)
    seen.take(table, lock)


def _written(seen: Seen, verb: str, table: str, sql: str) -> None:
    if table in NEVER_WAITED_FOR:
        return
    seen.events += table == EVENT
    if verb == "INSERT INTO":
        seen.made.add(table)
    else:
        held = {name for name, _lock in seen.locks} | seen.made
        known = UNDER.get(table) in held or table in LEAVES or not OURS.match(table)
        if seen.events and table not in held and not known:
            seen.late.append(f"{table} is changed")
        if table not in seen.made and not (table in UNDER and UNDER[table] in held):
            seen.take(table, KEEPS if verb == "UPDATE" else TAKES)
    seen.points |= _pointed_at(table, sql)


# Whatever is changed last and alone: nothing is waited for behind it.
LEAVES = {"notify_message"}


def _pointed_at(table: str, sql: str) -> set[str]:
    """The tables whose rows the written columns point at."""
    match = _COLUMNS.match(sql)
    columns = set(re.findall(r'"(\w+)"', (match[1] or match[2] or "") if match else ""))
    return {to for column, to in _keys().get(table, ()) if column in columns}


def _keys() -> dict[str, list[tuple[str, str]]]:
    if not _known:
        for model in apps.get_models(include_auto_created=True):
            _known[model._meta.db_table] = [
                (str(one.column), one.related_model._meta.db_table)
                for one in model._meta.local_concrete_fields
                if one.is_relation and one.related_model and getattr(one, "db_constraint", True)
            ]
    return _known


_known: dict[str, list[tuple[str, str]]] = {}


def edges(seen: Seen) -> set[tuple[tuple[str, str], tuple[str, str]]]:
    """What is held when something else is waited for; pointing comes last, when it is kept."""
    held = {table for table, _lock in seen.locks} | seen.made
    order = [*seen.locks, *((table, POINTS) for table in sorted(seen.points - held))]
    order = [(table, lock) for table, lock in order if OURS.match(table)]
    return {(one, other) for at, one in enumerate(order) for other in order[at + 1 :] if one[0] != other[0]}


def cycles(known: dict[str, Seen]) -> list[list[str]]:
    """Changes of which each waits for what the next one holds, around to the first."""
    goes: dict[tuple[str, str], dict[tuple[str, str], str]] = {}
    for name, seen in known.items():
        for held, wanted in edges(seen):
            goes.setdefault(held, {}).setdefault(wanted, name)
    found: list[list[str]] = []
    done: set[tuple[str, str]] = set()

    def walk(held: tuple[str, str], path: list[tuple[tuple[str, str], str]]) -> None:
        for wanted, name in goes.get(held, {}).items():
            step = f"{name}: holds {held[0]}, then {wanted[0]} ({wanted[1]})"
            for meets in (one for one in goes if one[0] == wanted[0] and one[1] in CONFLICTS[wanted[1]]):
                at = [one for one, _step in path]
                if meets in at:
                    found.append([*(one for _held, one in path[at.index(meets) + 1 :]), step])
                elif meets not in done:
                    walk(meets, [*path, (meets, step)])
        done.add(held)

    for start in list(goes):
        if start not in done:
            walk(start, [(start, "")])
    return found
