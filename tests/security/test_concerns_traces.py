"""What could lead back to a reporter after the fact, and what could keep a report from reaching the desk."""

import logging
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from children.concerns.domain import limits
from children.concerns.models import Concern
from portal.ops.tasks import forget_expired
from portal.web.error_reports import FramesOnly
from tests.factories.concerns import STORY

from .test_concerns import REPORT, SECRET, fill

pytestmark = pytest.mark.django_db
NUMBER = "529999201503070011"


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def reports():
    return Concern.objects.unscoped("a test counts").count()


def cached_names():
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        return sorted(row[0] for row in cursor.fetchall())


def everything_expires(hours):
    """As if so many hours had passed for every row of the cache."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, expires FROM cache")
        for name, expires in cursor.fetchall():
            moment = datetime.fromisoformat(str(expires)) - timedelta(hours=hours)
            cursor.execute("UPDATE cache SET expires = %s WHERE cache_key = %s", [moment, name])


class TestTheCounters:
    @pytest.mark.database
    def test_that_are_over_are_gone_from_the_database_with_the_salt(self, areas, client):
        client.post(REPORT, fill(client))
        during = [name for name in cached_names() if "concern:" in name]

        everything_expires(hours=25)
        cache.set("still", "needed")
        forget_expired()

        assert len(during) >= 3
        assert [name.rpartition(":")[2] for name in cached_names()] == ["still"]

    def test_that_still_count_stay(self, areas, client):
        client.post(REPORT, fill(client))
        before = cached_names()

        forget_expired()

        assert cached_names() == before

    def test_are_emptied_by_the_worker(self, settings):
        assert settings.SCHEDULES["cache.expired"] == ("portal.ops.tasks.forget_expired", 10)

    def test_count_a_whole_day(self, areas, monkeypatch):
        """Django's own counting forgets after five minutes."""
        limits.is_full(many=False)
        with connection.cursor() as cursor:
            cursor.execute("SELECT expires FROM cache WHERE cache_key LIKE %s", ["%concern:day:%"])
            expires = datetime.fromisoformat(str(cursor.fetchone()[0]))

        assert expires.replace(tzinfo=None) > timezone.now().replace(tzinfo=None) + timedelta(hours=20)


class TestOneAttackerWithManyAddresses:
    """A tunnel gives anybody 2^80 addresses for nothing."""

    def test_gets_no_more_than_a_few_homes(self, areas):
        answers = [
            limits.may_send(f"2001:db8:7:{n:x}::1", what="report", limit=limits.REPORTS)
            for n in range(limits.REPORTS * limits.HOMES + 5)
        ]

        assert answers.count(True) == limits.REPORTS * limits.HOMES
        assert limits.may_send("2001:db8:8::1", what="report", limit=limits.REPORTS) is True

    def test_is_marked_and_nobody_else_is(self, areas, client, monkeypatch):
        monkeypatch.setattr(limits, "MANY", 2)
        for n in range(4):
            Client(REMOTE_ADDR=f"2001:db8:7:{n}::1").post(REPORT, fill(client))
        Client(REMOTE_ADDR="198.51.100.7").post(REPORT, fill(client))

        rows = Concern.objects.unscoped("a test looks at them").order_by("pk")
        assert list(rows.values_list("in_flood", flat=True)) == [False, False, True, True, False]

    def test_is_marked_also_where_the_addresses_are_made_up(self, areas, client, monkeypatch, settings):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        monkeypatch.setattr(limits, "MANY", 2)
        for n in range(3):
            Client(REMOTE_ADDR=f"no address {n}").post(
                REPORT, fill(client), headers={"X-Forwarded-For": f"made up {n}"}
            )

        rows = Concern.objects.unscoped("a test looks at them").order_by("pk")
        assert list(rows.values_list("in_flood", flat=True)) == [False, False, True]

    def test_closes_the_page_to_nobody_else(self, areas, client, monkeypatch):
        monkeypatch.setattr(limits, "MANY", 0)
        monkeypatch.setattr(limits, "FULL", 8)
        answers = [Client(REMOTE_ADDR=f"2001:db8:7:{n}::1").post(REPORT, fill(client)).status_code for n in range(9)]
        monkeypatch.setattr(limits, "MANY", 12)

        assert (answers.count(302), answers[-1]) == (2, 429)
        assert Client(REMOTE_ADDR="198.51.100.7").post(REPORT, fill(client)).status_code == 302


class TestAReportIsNotLost:
    def test_where_all_visitors_seem_to_come_from_nowhere(self, areas, client, settings):
        """A wrong number of proxies: six reports must not silence a county."""
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 3
        for _n in range(limits.REPORTS + 2):
            answer = client.post(REPORT, fill(client), headers={"X-Forwarded-For": "198.51.100.7"})

        assert (answer.status_code, reports()) == (302, limits.REPORTS + 2)

    def test_where_the_server_writes_old_addresses_in_the_new_way(self, areas, client):
        for n in range(limits.REPORTS + 2):
            answer = Client(REMOTE_ADDR=f"::ffff:198.51.100.{n}").post(REPORT, fill(client))

        assert (answer.status_code, reports()) == (302, limits.REPORTS + 2)

    def test_where_a_browser_fills_in_the_trap_each_time(self, areas, client):
        page = client.get(REPORT).context["form"]
        answers = {"sending": str(page["sending"].value()), "story": STORY, page.trap: "演示公司"}
        first = client.post(REPORT, answers)

        again = client.post(REPORT, answers | {"again": "1"})

        assert 'name="again" value="1"' in first.content.decode()
        assert (again.status_code, reports()) == (302, 1)

    @pytest.mark.parametrize("origin", ["http://[::1", "https://", "nonsense", "http://["])
    def test_for_an_origin_that_is_none(self, areas, client, origin):
        answer = client.post(REPORT, fill(client, story=SECRET), headers={"Origin": origin})

        assert (answer.status_code, SECRET in answer.content.decode(), reports()) == (403, True, 0)


def written(caplog):
    """What the log says, whichever way it writes what is not ASCII."""
    return "".join(FramesOnly("{message}", style="{").format(record) for record in caplog.records)


class TestTheLog:
    """Addresses of pages hold what people type, and on some pages what must not be known."""

    @pytest.mark.parametrize(
        "path", ["/policies/{}/", "/check/{}/", "/{}/", "/accounts/{}/?x={}", "/g/{}/", "/volunteer/calendar/{}.ics"]
    )
    def test_names_no_address_that_was_not_found(self, areas, client, caplog, path):
        caplog.set_level(logging.INFO)
        client.get(path.replace("{}", NUMBER))

        assert (NUMBER in written(caplog), "(an address)" in written(caplog)) == (False, True)

    def test_does_not_say_when_somebody_was_at_the_report(self, areas, client, caplog):
        caplog.set_level(logging.INFO)
        for _n in range(limits.REPORTS + 2):
            client.post(REPORT, fill(client))
        client.post(REPORT, fill(client), headers={"Origin": "https://other.example"})

        assert ("report" in written(caplog), written(caplog).count("(an address)")) == (False, 3)

    @pytest.mark.parametrize("path", ["/desk/children/" + "{}/", "/policies/{}/"])
    def test_says_where_an_error_is_and_not_what_was_asked_for(self, areas, client, caplog, monkeypatch, path):
        client.raise_request_exception = False
        monkeypatch.setattr("portal.pages.comfort.reading_of", lambda request: 1 / 0)
        monkeypatch.setattr("portal.pagecache.middleware.reading_of", lambda request: 1 / 0)

        answer = client.get(path.replace("{}", NUMBER))

        assert answer.status_code == 500
        assert (NUMBER in written(caplog), "ZeroDivisionError" in written(caplog)) == (False, True)
