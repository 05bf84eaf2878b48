"""How long a request waits for the database, and how many do at once: sized in one place, asked of a real server."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections
from django.db.utils import ConnectionHandler

from portal.ops import web
from portal.settings import serving
from portal.settings.database import database

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
BASE = Path("/somewhere")
POSTGRESQL = "postgres://u:p@db.example.test/name"


def limits(*, web: bool) -> list[str]:
    """What a connection of such a process says of itself."""
    made = database(POSTGRESQL if connection.vendor == "postgresql" else "sqlite:///x", BASE, web=web)
    ours = connections.settings["default"]
    handler = ConnectionHandler(
        {"default": ours | {key: made[key] for key in ("OPTIONS", "CONN_MAX_AGE") if key in made}}
    )
    names = ["lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"]
    asked = {"postgresql": [f"SHOW {name}" for name in names], "sqlite": ["PRAGMA busy_timeout"]}[connection.vendor]
    other = handler["default"]
    try:
        with other.cursor() as cursor:
            return [str(cursor.execute(question).fetchone()[0]) for question in asked]
    finally:
        other.close()
        if made["OPTIONS"].get("pool"):
            other.close_pool()


def test_a_request_waits_some_seconds_at_most():
    assert limits(web=True) == {"postgresql": ["3s", "10s", "10s"], "sqlite": ["3000"]}[connection.vendor]


def test_the_worker_and_the_terminal_are_patient():
    assert limits(web=False) == {"postgresql": ["20s", "0", "0"], "sqlite": ["20000"]}[connection.vendor]


def test_what_the_address_asks_for_counts():
    made = database(f"{POSTGRESQL}?options=-c%20lock_timeout%3D1s", BASE, web=True)
    assert made["OPTIONS"]["options"].split("-c ")[-1] == "lock_timeout=1s"


def test_only_a_web_process_has_a_pool_as_forked_ones_must_not_share_it():
    made = [database(POSTGRESQL, BASE, web=web) for web in (True, False)]
    assert [(one["OPTIONS"].get("pool", {}).get("max_size"), one["CONN_MAX_AGE"]) for one in made] == [
        (serving.CONNECTIONS, 0),
        (None, 60),
    ]
    assert not settings.DATABASES["default"]["OPTIONS"].get("pool")


def test_the_next_visitor_begins_an_attempt_of_their_own_when_the_database_is_back():
    # Until it gives one up, psycopg's pool makes no other attempt, and waits 1, 2, 4, 8 … seconds before each.
    assert database(POSTGRESQL, BASE, web=True)["OPTIONS"]["pool"]["reconnect_timeout"] == 1


def test_there_are_more_threads_than_places_and_who_waits():
    assert serving.THREADS - serving.PLACES - serving.WAITING >= serving.PLACES
    assert serving.PLACES > serving.PLACES_WITHOUT_SESSION > serving.PLACES_WITH_SESSION > 0
    assert serving.CONNECTIONS > serving.PLACES


def test_the_server_is_started_with_these_threads_and_starts_a_dead_process_again():
    command = web.command(port=8123, workers=2)
    assert command[command.index("--blocking-threads") + 1] == str(serving.THREADS)
    assert "--respawn-failed-workers" in command


def test_too_few_places_are_refused(monkeypatch):
    monkeypatch.setenv("TONGXIN_PLACES", "2")
    monkeypatch.delitem(sys.modules, "portal.settings.serving")
    with pytest.raises(ImproperlyConfigured, match="at least 3"):
        __import__("portal.settings.serving")
