"""DATABASE_URL to Django's DATABASES, with SQLite set up as a real database."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from . import serving

# Without the first three, 62 % of writes failed under two web workers and one task worker (decision 0006).
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    # The last one: REPLACE removes a row too, and without it no trigger that refuses removals would hear of that.
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA recursive_triggers=ON;"
    ),
}

# Seconds: a visitor is told that the database is away, and does not wait for it until the browser gives up.
PATIENCE = {"connect_timeout": "5"}

# The pool makes one attempt at a time at a new connection, and waits twice as long before each further one, minutes in
# the end: a database that is back would be missed for as long as it was away. Once an attempt is given up, the next
# visitor begins another one.
POOL = {"min_size": 1, "max_size": serving.CONNECTIONS, "timeout": 2, "reconnect_timeout": 1}


def database(url: str, base_dir: Path, *, web: bool = False) -> dict[str, Any]:
    """The settings of one database, for a process that answers requests (`web`) or for a patient one.

    `sqlite:///relative/path`, `sqlite:////absolute/path` or `postgres://user:pw@host:port/name?sslmode=require`.
    Raises ImproperlyConfigured, without repeating the address: it holds a password.
    """
    try:
        parts = urlsplit(url)
        port, name = parts.port, unquote(parts.path.removeprefix("/"))
    except ValueError as error:
        raise ImproperlyConfigured("DATABASE_URL is not a valid address: write special characters as %XX.") from error
    if parts.scheme not in {"sqlite", "postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must start with sqlite:/// or postgres://.")
    if not name:
        raise ImproperlyConfigured("DATABASE_URL must name a database after the last slash.")
    if parts.scheme == "sqlite":
        return _sqlite(base_dir / name, web=web)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": _postgresql_options(dict(parse_qsl(parts.query)), web=web),
        "CONN_MAX_AGE": 0 if web else 60,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite_url(path: Path) -> str:
    """The address of a SQLite file, as DATABASE_URL takes it."""
    return f"sqlite:///{quote(str(path))}"


def _postgresql_options(asked_for: dict[str, str], *, web: bool) -> dict[str, Any]:
    limits = {"lock_timeout": serving.LOCK_TIMEOUT if web else serving.PATIENT_LOCK_TIMEOUT}
    if web:
        limits["statement_timeout"] = serving.STATEMENT_TIMEOUT
        limits["idle_in_transaction_session_timeout"] = serving.IDLE_IN_TRANSACTION_TIMEOUT
    # What the address asks for comes last, and so counts.
    words = [f"-c {name}={seconds}s" for name, seconds in limits.items()] + [asked_for.pop("options", "")]
    options: dict[str, Any] = PATIENCE | asked_for | {"options": " ".join(filter(None, words))}
    # Connections go with the places, not with the threads, of which there are many more. Forked processes (the
    # worker's) must not inherit a pool.
    return options | {"pool": POOL} if web else options


def _sqlite(path: Path, *, web: bool) -> dict[str, Any]:
    # A file even in tests: an in-memory database cannot be shared by threads as production shares it.
    return {
        "ENGINE": "portal.sqlite",
        "NAME": path,
        "OPTIONS": SQLITE_OPTIONS | {"timeout": serving.LOCK_TIMEOUT if web else serving.PATIENT_LOCK_TIMEOUT},
        "TEST": {"NAME": path.with_name("test.sqlite3")},
        "CONN_MAX_AGE": 60,
    }
