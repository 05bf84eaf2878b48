"""The map for search engines comes in parts when there is much on it; nothing is lost between two of them."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from activities.models import Session
from home.pages.domain import sitemap
from portal.pagecache.middleware import MAX_BODY_BYTES
from tests.conftest import TOWNSHIP
from tests.factories.activities import copies, make_place, make_session

pytestmark = pytest.mark.django_db


def addresses_in(client, path):
    return re.findall("<loc>http://testserver([^<]*)</loc>", client.get(path).content.decode())


@pytest.fixture
def many(areas):
    """Two places, and more sessions than a part holds."""
    place = make_place(areas[TOWNSHIP])
    make_place(areas[TOWNSHIP])
    return Session.objects.bulk_create(copies(make_session(place), sitemap.IN_A_PART + 20))


def test_each_address_is_in_one_part_and_each_part_is_small(client, many):
    parts = addresses_in(client, "/sitemap.xml")
    found = [address for path in parts for address in addresses_in(client, path)]

    assert parts == ["/sitemap-1.xml", "/sitemap-2.xml"]
    assert len(found) == len(set(found))
    assert {f"{language}/activities/{session.uuid}/" for session in many for language in ("", "/en")} < set(found)
    assert {"/", "/en/", "/places/", "/en/report/"} < set(found)
    assert max(len(client.get(path).content) for path in parts) < MAX_BODY_BYTES
    assert [client.get(f"/sitemap-{number}.xml").status_code for number in ("0", "3", "9" * 30)] == [404, 404, 404]


def queries_of_a_part() -> int:
    request = RequestFactory().get("/sitemap-2.xml")
    with CaptureQueriesContext(connection) as captured:
        assert len(sitemap.part(request, 2)) > 40
    return len(captured)


def test_a_part_costs_the_same_however_many_there_are(many):
    few = queries_of_a_part()
    Session.objects.bulk_create(copies(many[0], 400))

    assert queries_of_a_part() == few


def test_a_small_map_is_one_list(client, areas):
    place = make_place(areas[TOWNSHIP])

    assert f"/places/{place.slug}/" in addresses_in(client, "/sitemap.xml")
    assert addresses_in(client, "/sitemap-1.xml") == addresses_in(client, "/sitemap.xml")
