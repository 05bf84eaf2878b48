"""What machines ask."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from portal.ops import health


@pytest.fixture(autouse=True)
def fresh_process(monkeypatch):
    monkeypatch.setitem(health._seen, "migrated", False)


def test_alive_asks_nothing(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content, response.cookies) == (200, b"ok", {})


@pytest.mark.django_db
def test_ready_asks_one_thing_once_it_has_seen_the_migrations(client, django_assert_num_queries):
    client.get("/readyz")
    with django_assert_num_queries(1):
        response = client.get("/readyz")
    assert (response.status_code, response.json(), response.cookies) == (200, {"ready": True}, {})


@pytest.mark.django_db
def test_an_unmigrated_database_is_not_ready(client):
    MigrationRecorder.Migration.objects.filter(app="notify").delete()
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"ready": False, "reason": "migrations"})


@pytest.mark.django_db
def test_a_database_that_is_away_is_not_ready(client):
    def away(execute, sql, params, many, context):
        raise OperationalError("no route")

    with connection.execute_wrapper(away):
        response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"ready": False, "reason": "database"})
