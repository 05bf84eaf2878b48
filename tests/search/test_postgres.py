"""What only PostgreSQL has: the index on the vectors, and that it is used."""

import pytest
from django.db import connection
from modelsearch.query import Not, PlainText
from wagtail.models import Page

from portal.search.analysis import canonical

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only"),
]

FILL = """
INSERT INTO wagtailsearch_indexentry
  (content_type_id, object_id, title, autocomplete, body, title_norm, title_text, body_text)
SELECT 1, n::text, ('''t' || n || ''':1A')::tsvector, ('''t' || n || ''':1A')::tsvector, '', 1, ' t' || n || ' ', ''
FROM generate_series(100000, 120000) AS n
"""


@pytest.fixture
def many_entries():
    with connection.cursor() as cursor:
        cursor.execute(FILL)
        cursor.execute("ANALYZE wagtailsearch_indexentry")


def explained(results):
    return results.get_queryset().explain()


def test_a_search_uses_the_index_of_titles_and_bodies(many_entries):
    assert "Bitmap Index Scan on portal_search_title_and_body" in explained(Page.objects.search("补贴标准"))
    assert "Bitmap Index Scan on portal_search_title_and_body" in explained(
        Page.objects.search("补贴 标准", operator="or")
    )


def test_a_search_with_not_uses_it_for_what_is_wanted(many_entries):
    query = PlainText("补贴") & Not(PlainText("标准"))
    assert "Bitmap Index Scan on portal_search_title_and_body" in explained(Page.objects.search(query))


def test_a_search_in_titles_and_autocomplete_use_theirs(many_entries):
    assert "Bitmap Index Scan on wagtailsear" in explained(Page.objects.search("标准", fields=["title"]))
    assert "Bitmap Index Scan on wagtailsear" in explained(Page.objects.autocomplete("标准"))


def test_every_locale_of_the_server_reads_the_same_tokens():
    from portal.search.entries import Piece
    from portal.search.postgres import vector

    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector::text", (vector([Piece("title", "𠮷野2026", False)], "A"),))
        assert cursor.fetchone() == ("'2026':3A '野':2A '\ue00020bb7野':1A",)
    assert canonical("𠮷野2026") == " 𠮷野 2026 "
