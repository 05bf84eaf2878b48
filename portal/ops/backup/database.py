"""The whole database in one consistent file, and back: SQLite's online copy, PostgreSQL's own tools."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.db import connection


class DatabaseToolError(Exception):
    """The copy could not be made or read; the text says why, without a password."""


def copy_to(target: Path) -> None:
    """A consistent copy of all that is committed, made while others write. Raises DatabaseToolError."""
    _COPY[connection.vendor](target)


def load_from(source: Path) -> None:
    """Put a copy into the empty database. Raises DatabaseToolError."""
    _LOAD[connection.vendor](source)


def is_empty() -> bool:
    """Whether there is no table yet."""
    return not connection.introspection.table_names()


def _copy_sqlite(target: Path) -> None:
    # In one go: copying page by page begins anew at each write and never ends under load (measured).
    with closing(sqlite3.connect(_path())) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")
    _check_sqlite(target)


def _load_sqlite(source: Path) -> None:
    _check_sqlite(source)
    connection.close()
    target = Path(_path())
    for rest in ("-wal", "-shm"):
        target.with_name(target.name + rest).unlink(missing_ok=True)
    source.replace(target)


def _check_sqlite(path: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as copy:
            found = [row[0] for row in copy.execute("PRAGMA integrity_check")]
            broken = copy.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise DatabaseToolError("The copy of the database is damaged.") from error
    if found != ["ok"] or broken:
        raise DatabaseToolError("The copy of the database is not whole: SQLite's own check says so.")


def _path() -> str:
    return str(connection.settings_dict["NAME"])


def _copy_postgresql(target: Path) -> None:
    _run(["pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={target}"])
    _run(["pg_restore", "--list", str(target)])


def _load_postgresql(source: Path) -> None:
    connection.close()
    single = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-acl"]
    _run(["pg_restore", *single, f"--dbname={connection.settings_dict['NAME']}", str(source)])


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, env=os.environ | _access(), capture_output=True, text=True, check=False)  # noqa: S603  our own commands
    except FileNotFoundError as error:
        raise DatabaseToolError(
            f"{command[0]} is missing: install PostgreSQL's client tools (postgresql-client)."
        ) from error
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no reason given"])[0]
        raise DatabaseToolError(f"{command[0]} failed: {said}")


def _access() -> dict[str, str]:
    """How the tools find the database: by the environment, as an argument is seen by everybody on the machine."""
    has, options = connection.settings_dict, connection.settings_dict.get("OPTIONS", {})
    found = {"PGDATABASE": has["NAME"], "PGUSER": has["USER"], "PGPASSWORD": has["PASSWORD"], "PGHOST": has["HOST"]}
    found |= {"PGPORT": str(has["PORT"]), "PGSSLMODE": options.get("sslmode", ""), "PGAPPNAME": "tongxin backup"}
    found |= {"PGSSLROOTCERT": options.get("sslrootcert", "")}
    return {name: str(value) for name, value in found.items() if value}


_COPY: dict[str, Callable[[Path], None]] = {"sqlite": _copy_sqlite, "postgresql": _copy_postgresql}
_LOAD: dict[str, Callable[[Path], None]] = {"sqlite": _load_sqlite, "postgresql": _load_postgresql}
