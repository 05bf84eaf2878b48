"""A connection to SQLite is kept from one request to the next, and not to a file that is no longer there."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from django.db import ConnectionHandler, DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.settings.database import database

# With the tests that ask a database, before any browser: in a process with one, Django refuses to ask.
pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(tmp_path: Path, django_db_blocker):
    """A database with one table, as a web process has it open."""
    _write(tmp_path / "db.sqlite3", "before")
    handler = ConnectionHandler({"default": database("sqlite:///db.sqlite3", tmp_path, web=True)})
    with django_db_blocker.unblock():
        yield handler["default"]
        handler.close_all()


def _write(file: Path, text: str) -> None:
    with sqlite3.connect(file) as made:
        made.execute("CREATE TABLE words (text)")
        made.execute("INSERT INTO words VALUES (?)", [text])
    made.close()


def read(connection: BaseDatabaseWrapper) -> str:
    """What a request reads: Django asks before and after it whether the connection may stay."""
    connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        text = cursor.execute("SELECT text FROM words").fetchone()[0]
    connection.close_if_unusable_or_obsolete()
    return text


def test_the_next_request_has_the_same_connection(kept):
    read(kept)
    first = kept.connection

    assert read(kept) == "before"
    assert kept.connection is first is not None


def test_a_file_put_in_its_place_is_the_one_that_is_read(kept, tmp_path):
    read(kept)
    (tmp_path / "db.sqlite3").rename(tmp_path / "away.sqlite3")
    _write(tmp_path / "db.sqlite3", "after")

    assert read(kept) == "after"


def test_a_file_that_was_taken_away_is_missed(kept, tmp_path):
    read(kept)
    (tmp_path / "db.sqlite3").rename(tmp_path / "away.sqlite3")

    with pytest.raises(DatabaseError):
        read(kept)


def test_a_transaction_is_not_torn_though_the_file_has_gone(kept, tmp_path):
    read(kept)
    kept.in_atomic_block = True
    (tmp_path / "db.sqlite3").rename(tmp_path / "away.sqlite3")
    kept.close_if_unusable_or_obsolete()

    assert kept.connection is not None
    kept.in_atomic_block = False
