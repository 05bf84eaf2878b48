"""While somebody writes, and for as long as they do, who reads without a session waits for nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from tests.conftest import VILLAGE
from tests.factories import activities
from tests.factories import home as make

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
TEN_SECONDS = 10


@pytest.fixture
def addresses(areas) -> list[str]:
    """A page of every public kind, none of them from memory."""
    make.policy("p1", audiences=("left-behind",), topics=("law",))
    make.news("n1")
    make.guide("g1")
    session = activities.make_session(activities.make_place(areas[VILLAGE]), days=2)
    paths = ["/", "/policies/", "/policies/p1/", "/policies/feed.xml", "/benefits/", "/help/"]
    paths += [f"/help/{VILLAGE}/", "/guides/", "/news/", "/news/n1/", "/news/feed.xml", "/places/", "/activities/"]
    paths += [f"/places/{session.place.slug}/", f"/activities/{session.uuid}/", "/activities/calendar.ics"]
    paths += ["/activities/?view=month", "/search/?q=政策", "/search/?q=自杀", "/search/suggest/?q=政策", "/report/"]
    paths += ["/report/status/", "/check/", "/check/new/", "/volunteer/", "/accounts/login/", "/accounts/signup/"]
    paths += ["/sitemap/", "/sitemap.xml", "/robots.txt", "/readyz", "/reading/?size=large", "/nothing/", "/en/"]
    return paths


@pytest.fixture
def held() -> Iterator[Callable[[], None]]:
    """From when it is called, somebody else writes to every table and does not end."""
    begun, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                for table in connection.introspection.table_names(cursor):
                    cursor.execute(f'LOCK TABLE "{table}" IN EXCLUSIVE MODE')
            begun.set()
            let_go.wait(60)
        connections.close_all()

    thread = threading.Thread(target=hold)

    def start() -> None:
        thread.start()
        assert begun.wait(TEN_SECONDS)

    yield start
    let_go.set()
    thread.join()


@pytest.fixture
def _impatient() -> Iterator[None]:
    wait = {"postgresql": "SET lock_timeout = {}", "sqlite": "PRAGMA busy_timeout = {}"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(wait.format(100))
        yield
    connection.close()


@pytest.mark.usefixtures("_impatient")
def test_no_public_page_waits_for_a_writer(addresses, held):
    before = {path: Client().get(path).status_code for path in addresses}
    held()

    assert {path: Client().get(path).status_code for path in addresses} == before
    assert {status for path, status in before.items() if path != "/nothing/"} <= {200, 302}
