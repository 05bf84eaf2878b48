"""No public page needs more than 12 queries, and none needs more because there is more to show."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import home as make

MOST = 12
# Outside a transaction, as on a server: inside one, nothing is remembered from request to request.
pytestmark = pytest.mark.django_db(transaction=True)


def queries(url: str) -> int:
    """How many queries a page costs that is not in the page cache, once the process is warm."""
    assert Client().get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(url).status_code == 200
    return len(captured)


def fill(first: int, last: int) -> None:
    today = timezone.localdate()
    for number in range(first, last):
        make.policy(f"p{number}", audiences=("left-behind", "guardian"), topics=("law",), last_reviewed_on=today)
        make.news(f"n{number}")
        make.guide(f"g{number}")


def test_every_public_page_stays_within_its_queries_with_three_items_and_with_thirty():
    addresses = [
        f"{prefix}{path}"
        for prefix in ("", "/en")
        for path in (
            "/",
            "/policies/",
            "/policies/?audience=guardian&topic=law",
            "/policies/?level=county&on=2024-05-01",
            "/news/",
            "/guides/",
            "/faq/",
            "/news/feed.xml",
            "/help/",
            "/sitemap/",
        )
    ]
    addresses += ["/policies/p1/", "/news/n1/", "/guides/g1/", "/search/?q=政策", "/search/?q=政策&kind=policies"]
    addresses += ["/search/?q=怎么找政策和不存在的东西", "/en/search/?q=政策", "/search/suggest/?q=政"]
    fill(0, 3)
    few = {address: queries(address) for address in addresses}
    fill(3, 30)
    many = {address: queries(address) for address in addresses}
    assert {address: count for address, count in many.items() if count > MOST} == {}
    assert {address: (few[address], many[address]) for address in addresses if few[address] != many[address]} == {}
