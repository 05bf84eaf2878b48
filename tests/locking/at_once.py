"""Runs acts at the same moment, each on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

from django.db import DatabaseError, connection

from portal.changes.denied import Denied

Act = Callable[[], Any]
DONE = "done"


def at_once(*acts: Act, meeting_before: str = "") -> list[Any]:
    """What came of each: DONE, the reason of a refusal, or the error of the database.

    `meeting_before` is the beginning of a statement: none goes on before all have come to it for the first time, so
    each has asked its rule and found nothing. On SQLite there is one writer at a time, and nobody is waited for.
    """
    return [row[0] for row in in_turn([acts], meeting_before)]


def in_turn(rounds: Sequence[Sequence[Act]], meeting_before: str = "") -> list[list[Any]]:
    """The same many times over with the same connections; what came of each side in each round."""
    meets = meeting_before and connection.vendor == "postgresql"
    together, before = Barrier(len(rounds[0])), Barrier(len(rounds[0]))

    def side(number: int) -> list[Any]:
        impatient()
        try:
            return [_one(acts[number], together, before if meets else None, meeting_before) for acts in rounds]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(rounds[0])) as pool:
        return list(pool.map(side, range(len(rounds[0]))))


def impatient() -> None:
    """Two that wait for each other are told so at once: the test asks what comes of it, not how long it takes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET deadlock_timeout = '30ms'")


def _one(act: Act, together: Barrier, before: Barrier | None, statement: str) -> Any:
    waited: list[bool] = []

    def meet(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if before and not waited and sql.startswith(statement):
            waited.append(True)
            with suppress(BrokenBarrierError):
                before.wait(5)
        return execute(sql, params, many, context)

    together.wait(30)
    try:
        with connection.execute_wrapper(meet):
            act()
    except Denied as denied:
        return denied.reason
    except DatabaseError as error:
        return error
    return DONE
