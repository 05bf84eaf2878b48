"""What only SQLite has: its index is read once for a search, whatever else the objects are asked for."""

import pytest
from django.db import connection
from modelsearch.query import Not, PlainText
from wagtail.models import Page

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite only"),
]

ONE_PASS = [
    "SCAN wagtailsearch_indexentry_fts VIRTUAL TABLE",
    "SEARCH wagtailsearch_indexentry USING INTEGER PRIMARY KEY",
    "SEARCH wagtailcore_page USING INTEGER PRIMARY KEY",
]


@pytest.mark.parametrize(
    "pages",
    [
        Page.objects.all,
        lambda: Page.objects.live().filter(path__startswith="0001"),
        lambda: Page.objects.filter(depth=2).order_by("path"),
        lambda: Page.objects.filter(pk__in=range(50)),
    ],
)
@pytest.mark.parametrize("query", ["补贴", PlainText("补贴") & Not(PlainText("标准"))])
@pytest.mark.parametrize("by_relevance", [True, False])
def test_the_index_is_read_first_and_once(pages, query, by_relevance):
    results = pages().search(query, order_by_relevance=by_relevance)
    plan = results.get_queryset().explain().splitlines()
    assert [step.split(" ", 3)[3].startswith(start) for step, start in zip(plan, ONE_PASS, strict=False)] == [True] * 3
