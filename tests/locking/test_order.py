"""Each change of state locks in one order, and everything before its first event (docs/locking.md, decision 0026)."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from portal.audit.models import AuditEvent
from portal.changes.changing import changes_of_state
from portal.notify.models import Message

from . import cases_activities, cases_people, cases_records, watching
from .world import Case, World

# One worker of the tests watches them all, once.
pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.xdist_group("locking")]
# Wagtail leaves the files open in which it draws.
pytestmark.append(pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"))
ROOT = Path(settings.BASE_DIR)
APPS = ("portal", "home", "children", "volunteers", "activities")
ORDER = re.findall(r"^\| \d+ \| `(\w+)` \|", (ROOT / "docs" / "locking.md").read_text(), re.MULTILINE)


# SQLite knows no row locks.
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only")


@dataclass
class Found:
    """What the cases showed, together."""

    seen: dict[str, watching.Seen] = field(default_factory=dict)
    entered: set[Any] = field(default_factory=set)
    different: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


def cases() -> dict[str, Case]:
    """Every case by its name."""
    return {
        name: case
        for module in (cases_activities, cases_people, cases_records)
        for name, case in vars(module).items()
        if isinstance(case, FunctionType) and case.__annotations__.get("return") == "Act_"
    }


_found: list[Found] = []


@pytest.fixture
def found(areas, staff) -> Found:
    if not _found:
        world, result = World(areas, staff), Found()
        for name, case in cases().items():
            try:
                with taken_back():
                    watch_one(name, case(world), result)
            except Exception as error:  # noqa: BLE001  all that is wrong is said at once
                result.failed[name] = repr(error)
        _found.append(result)
    return _found[0]


def watch_one(name: str, act: Any, result: Found) -> None:
    """Done, taken back, and done again with the same arguments, as when somebody else was in the way."""
    before = (newest(AuditEvent), newest(Message))
    with taken_back():
        act()
        first = done_since(*before)
    with watching.watching(result.entered) as seen:
        act()
    if first != done_since(*before):
        result.different.append(name)
    result.seen[name] = seen


def newest(model: Any) -> int:
    return model.objects.aggregate(last=Max("pk"))["last"] or 0


def done_since(event: int, message: int) -> list[str]:
    """What has been written down and told."""
    events = AuditEvent.objects.filter(pk__gt=event).values_list("action", flat=True)
    return sorted([*events, *Message.objects.filter(pk__gt=message).values_list("template", flat=True)])


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def everything() -> None:
    """Import all of it, so that each change of state is known; not what only one of the databases has."""
    for app in APPS:
        for module in pkgutil.walk_packages(importlib.import_module(app).__path__, f"{app}."):
            if not re.search(r"\.(migrations|settings|wsgi|asgi|__main__)|ops\.run|portal\.search", module.name):
                importlib.import_module(module.name)


def test_each_change_of_state_has_a_case(found):
    everything()
    ours = [change for change in changes_of_state() if change.__module__.partition(".")[0] in APPS]

    without = sorted(
        f"{change.__module__}.{change.__qualname__}" for change in ours if change.__code__ not in found.entered
    )

    assert (found.failed, without, len(ours) > 100) == ({}, [], True)


def test_each_does_the_same_when_it_is_begun_again(found):
    assert found.different == []


@on_postgresql
def test_nothing_is_locked_after_the_first_event(found):
    assert {name: seen.late for name, seen in found.seen.items() if seen.late} == {}


@on_postgresql
def test_no_two_can_wait_for_each_other(found):
    assert watching.cycles(found.seen) == []


@on_postgresql
def test_all_lock_in_the_documented_order(found):
    wrong = {}
    for name, seen in found.seen.items():
        tables = [table for table, _lock in seen.locks if watching.OURS.match(table) and table not in watching.UNDER]
        tables = list(dict.fromkeys(tables))
        if unknown := [table for table in tables if table not in ORDER]:
            wrong[name] = f"not in docs/locking.md: {unknown}"
        elif tables != sorted(tables, key=ORDER.index):
            wrong[name] = f"in the order {tables}"
    assert wrong == {}


def test_a_cycle_is_found():
    one, other = watching.Seen(), watching.Seen()
    one.locks = [("home_a", watching.KEEPS), ("home_b", watching.KEEPS)]
    other.locks = [("home_b", watching.KEEPS), ("home_a", watching.KEEPS)]

    assert len(watching.cycles({"one": one, "other": other})) == 1


def test_who_points_at_a_row_waits_only_for_who_takes_its_key():
    def pair(lock: str) -> dict[str, watching.Seen]:
        holder, pointer = watching.Seen(), watching.Seen()
        holder.locks, pointer.locks, pointer.points = (
            [("home_a", lock), ("home_b", watching.KEEPS)],
            [("home_b", watching.KEEPS)],
            {"home_a"},
        )
        return {"holder": holder, "pointer": pointer}

    assert [len(watching.cycles(pair(lock))) for lock in (watching.KEEPS, watching.TAKES)] == [0, 1]
