"""A change of state is one transaction, begun again when somebody else was in the way at the same moment.

Two things at once meet in three ways: each waits for what the other holds (PostgreSQL ends one of them), SQLite is
being written by somebody else, or both want what only one can have and the second meets a constraint. In none of
them anything was written. So the outermost change is begun again: its rule is asked anew and refuses with its own
words what somebody else has taken. The order in which rows are held is in docs/locking.md.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from functools import wraps
from random import SystemRandom
from types import GeneratorType
from typing import Any, ParamSpec, TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction

from ..settings.serving import LOCK_TIMEOUT
from . import constraints
from .denied import Denied

P = ParamSpec("P")
R = TypeVar("R")

# PostgreSQL ended one of two that waited for each other (40P01), or that read what has changed since (40001).
PASSING_STATES = frozenset({"40P01", "40001"})
PASSING_CODES = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
ATTEMPTS = 5
# Seconds: with a little luck of its own, so that two that met do not meet again.
PAUSE = 0.02
_luck = SystemRandom()
_changes: list[Callable[..., Any]] = []


def change_of_state(function: Callable[P, R]) -> Callable[P, R]:
    """The function is a change of state: all of it is done, or nothing.

    Called by another change it is a part of that one. The outermost is durable, and what it does may be done several
    times until it is kept: it reads what it changes itself, and does nothing that cannot be taken back.
    Raises Denied where a constraint was met for which there is a word (`portal.changes.constraints`).
    """
    _changes.append(function)

    @wraps(function)
    def changed(*args: P.args, **kwargs: P.kwargs) -> R:
        if is_inside():
            with transaction.atomic():
                return function(*args, **kwargs)
        # What can be read only once must be there for another time.
        again = tuple(list(one) if isinstance(one, GeneratorType) else one for one in args)
        named = {name: list(one) if isinstance(one, GeneratorType) else one for name, one in kwargs.items()}
        return _outermost(lambda: function(*again, **named))  # type: ignore[arg-type]

    return changed


def changes_of_state() -> list[Callable[..., Any]]:
    """Every function that was declared one, as it is without the transaction around it."""
    return _changes


def is_inside() -> bool:
    """Whether a transaction is open already; the one that surrounds a test does not count."""
    blocks = connection.atomic_blocks
    return bool(blocks) and not getattr(blocks[-1], "_from_testcase", False)


def is_passing(error: OperationalError) -> bool:
    """Whether the database says that somebody else was in the way, and that another try may do."""
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", None)
    return getattr(cause, "sqlstate", None) in PASSING_STATES or (code is not None and code & 0xFF in PASSING_CODES)


def _outermost(change: Callable[[], R]) -> R:
    """Once more at most where a constraint was met, as often as there is time where somebody was in the way."""
    began, met = time.monotonic(), 0
    for attempt in range(1, ATTEMPTS + 1):
        kept: list[bool] = []
        try:
            with transaction.atomic(durable=True):
                transaction.on_commit(lambda kept=kept: kept.append(True))  # type: ignore[misc]
                return change()
        except OperationalError as error:
            late = time.monotonic() - began > LOCK_TIMEOUT
            if kept or late or attempt == ATTEMPTS or not is_passing(error):
                raise
        except IntegrityError as error:
            met += 1
            if kept or not constraints.is_met(error):
                raise
            if met > 1:
                _refuse(error)
        time.sleep(PAUSE * attempt * _luck.random())
    raise AssertionError("unreachable: the last attempt raises")


def _refuse(error: IntegrityError) -> None:
    """Raises Denied where there is a word for it, else the error again."""
    reason = constraints.reason_of(error)
    if reason is None:
        raise error
    raise Denied(reason) from error
