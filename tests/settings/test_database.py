"""DATABASE_URL becomes Django's settings, or one clear line."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings.database import database, sqlite_url

BASE = Path("/somewhere")


def test_sqlite_is_relative_to_the_project():
    assert database("sqlite:///var/x.sqlite3", BASE)["NAME"] == Path("/somewhere/var/x.sqlite3")


def test_sqlite_takes_an_absolute_path():
    assert database("sqlite:////data/x.sqlite3", BASE)["NAME"] == Path("/data/x.sqlite3")


def test_a_path_with_special_characters_survives():
    path = Path("/data/50% of 童心/x?.sqlite3")
    assert database(sqlite_url(path), BASE)["NAME"] == path


def test_sqlite_is_a_real_database():
    options = database("sqlite:///x", BASE)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_postgresql_is_taken_apart(scheme):
    assert database(f"{scheme}://us%40er:p%2Fw@db.example.test:5433/na%20me?sslmode=require", BASE) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "na me",
        "USER": "us@er",
        "PASSWORD": "p/w",
        "HOST": "db.example.test",
        "PORT": "5433",
        "OPTIONS": {"connect_timeout": "5", "sslmode": "require", "options": "-c lock_timeout=20s"},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def test_how_long_a_visitor_waits_for_a_database_that_is_away_can_be_set():
    made = database("postgres://u:p@db.example.test/name?connect_timeout=2", BASE)
    assert made["OPTIONS"]["connect_timeout"] == "2"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://host/name", "DATABASE_URL must start with sqlite:/// or postgres://."),
        ("nonsense", "DATABASE_URL must start with sqlite:/// or postgres://."),
        ("postgres://host", "DATABASE_URL must name a database after the last slash."),
        ("sqlite:///", "DATABASE_URL must name a database after the last slash."),
        (
            "postgres://u:secret@host:port/name",
            "DATABASE_URL is not a valid address: write special characters as %XX.",
        ),
    ],
)
def test_a_wrong_address_is_refused_without_repeating_it(url, message):
    with pytest.raises(ImproperlyConfigured) as caught:
        database(url, BASE)
    assert str(caught.value) == message
