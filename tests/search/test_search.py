"""Searching real pages and images through Wagtail's API, on either database."""

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modelsearch.backends.base import FilterFieldError, SearchFieldError
from modelsearch.index import remove_object
from modelsearch.query import MATCH_ALL, And, Not, Or, Phrase, PlainText
from wagtail.images import get_image_model
from wagtail.models import Page, Site
from wagtail.search.models import IndexEntry

from tests.factories.search import image, page

Image = get_image_model()

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(scope="module")
def pages(planted):
    with planted.unblock():
        return plant()


def plant():
    # The statements with which every site is planted hold some of these words too: out of the index with them.
    for statement in Page.objects.filter(slug__in=["privacy", "accessibility"]).specific():
        remove_object(statement)
    titles = [
        "困境儿童补贴标准",
        "孤儿基本生活费",
        "留守兒童關愛２０２６年計劃",
        "控辍保学 工作方案",
        "Tongxin APP 使用说明",
    ]
    return {title: page(title) for title in titles}


def titles(results):
    return [found.title for found in results]


def found(query, **options):
    return sorted(titles(Page.objects.search(query, **options)))


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("困境儿童", "困境儿童补贴标准"),
        ("境儿", "困境儿童补贴标准"),
        ("准", "困境儿童补贴标准"),
        ("困境兒童", "困境儿童补贴标准"),
        ("留守儿童", "留守兒童關愛２０２６年計劃"),
        ("2026年", "留守兒童關愛２０２６年計劃"),
        ("关爱2026", "留守兒童關愛２０２６年計劃"),
        ("控辍保学工作", None),
        ("控辍保学 方案", "控辍保学 工作方案"),
        ("保学，工作", "控辍保学 工作方案"),
        ("tongxin", "Tongxin APP 使用说明"),
        ("Tóngxīn", "Tongxin APP 使用说明"),
        ("tong", None),
        ("202", None),
        ("儿困", None),
    ],
)
def test_a_query_finds_what_holds_it(pages, query, title):
    assert found(query) == ([title] if title else [])


def test_all_words_or_any_word(pages):
    assert found("孤儿 补贴") == found("孤儿 补贴", operator="and") == []
    assert found("孤儿 补贴", operator="or") == ["困境儿童补贴标准", "孤儿基本生活费"]


@pytest.mark.parametrize("query", ["童", "境儿童", "补贴标", "困"])
def test_autocomplete_starts_anywhere(pages, query):
    assert "困境儿童补贴标准" in titles(Page.objects.autocomplete(query))


def test_autocomplete_takes_the_last_word_as_a_beginning(pages):
    assert titles(Page.objects.autocomplete("使用 tong")) == ["Tongxin APP 使用说明"]
    assert titles(Page.objects.autocomplete("ong")) == []
    assert titles(Page.objects.autocomplete("tong 使用")) == []


def test_a_field_that_is_not_indexed_is_refused(pages):
    with pytest.raises(SearchFieldError, match='Cannot search with field "slug"'):
        Page.objects.search("补贴", fields=["slug"])
    with pytest.raises(FilterFieldError, match="slug"):
        Page.objects.filter(slug="x").search("补贴")
    with pytest.raises(FilterFieldError, match='Cannot facet with field "slug"'):
        Page.objects.search("补贴").facet("slug")


def test_filters_hold(pages):
    Page.objects.filter(title="困境儿童补贴标准").update(live=False)
    assert titles(Page.objects.live().search("儿童")) == ["留守兒童關愛２０２６年計劃"]
    assert titles(Page.objects.descendant_of(pages["孤儿基本生活费"]).search("儿童")) == []


def test_counts_and_slices(pages):
    results = Page.objects.search("儿")
    assert (results.count(), len(results), results[1:].count(), len(results[:2])) == (3, 3, 2, 2)
    assert [results[0].pk, *(one.pk for one in results[1:])] == [one.pk for one in results]


def test_ordering_by_a_field(pages):
    assert titles(Page.objects.search("儿", order_by="title")) == sorted(t for t in pages if "儿" in t or "兒" in t)
    newest = Page.objects.order_by("-id").search("儿", order_by_relevance=False)
    assert titles(newest) == ["留守兒童關愛２０２６年計劃", "孤儿基本生活费", "困境儿童补贴标准"]


def test_scores_fall_and_are_positive(pages):
    scores = [one.relevance for one in Page.objects.search("儿").annotate_score("relevance")]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)
    specific = Page.objects.specific().search("孤儿").annotate_score("relevance")
    assert [(one.title, one.relevance > 0) for one in specific] == [("孤儿基本生活费", True)]


def test_what_is_only_excluded_has_no_score(pages):
    results = Page.objects.filter(title__in=pages).search(Not(PlainText("儿"))).annotate_score("relevance")
    assert [(one.title, one.relevance) for one in results] == [("控辍保学 工作方案", 0), ("Tongxin APP 使用说明", 0)]


def test_facets_count_the_hits_by_value(pages):
    Page.objects.filter(title="孤儿基本生活费").update(live=False)
    assert dict(Page.objects.search("儿").facet("live")) == {True: 2, False: 1}


def test_queries_are_combined(pages):
    def hits(query):
        return sorted(titles(Page.objects.filter(title__in=pages).search(query)))

    child, orphan, plan = PlainText("儿童"), PlainText("孤儿"), PlainText("方案")
    assert hits(child | orphan) == ["困境儿童补贴标准", "孤儿基本生活费", "留守兒童關愛２０２６年計劃"]
    assert hits(child & Not(PlainText("困境"))) == ["留守兒童關愛２０２６年計劃"]
    assert hits(Not(child | plan)) == ["Tongxin APP 使用说明", "孤儿基本生活费"]
    assert hits(And([Not(child), Not(plan)])) == ["Tongxin APP 使用说明", "孤儿基本生活费"]
    assert hits(Or([orphan, Not(PlainText("儿"))])) == ["Tongxin APP 使用说明", "孤儿基本生活费", "控辍保学 工作方案"]
    assert hits(Phrase("控辍保学工作")) == []
    assert hits(Phrase("控辍保学 工作")) == ["控辍保学 工作方案"]
    assert hits(Not(MATCH_ALL)) == []
    assert hits(MATCH_ALL) == sorted(pages)


def test_a_subclass_and_a_site_are_searched_together(pages):
    site = Site.objects.get()
    assert Page.objects.in_site(site).search("儿").count() == 0


def test_saving_again_replaces_the_entry_and_deleting_removes_it(pages):
    made = image("补贴")
    made.title = "标准"
    made.save()
    assert (Image.objects.search("补贴").count(), Image.objects.search("标准").count()) == (0, 1)
    made.delete()
    assert Image.objects.search("标准").count() == 0


def test_rebuilding_writes_every_object_and_drops_stale_entries(pages):
    IndexEntry.objects.create(content_type_id=1, object_id="999999")
    IndexEntry.objects.filter(object_id=str(pages["孤儿基本生活费"].pk)).delete()
    call_command("wagtail_update_index", verbosity=0)
    assert found("孤儿") == ["孤儿基本生活费"]


HOSTILE = [
    *("", " ", '"', "'", '"补贴', "补贴 AND", "AND OR NOT", "NEAR(补贴 标准, 2)", "补贴*", "^补贴", "title:补贴"),
    *(
        "\0",
        "补\0贴",
        "😀",
        "，。！",
        "%",
        "_",
        "\\",
        "a'b\\",
        "补贴' --",
        "(((",
        "-补贴",
        "补贴:*",
        "!补贴",
        "&|",
        "<->",
    ),
    *("{title}: 补贴", "\ue000", "\ue001", "\ud800", "%s %(x)s", "{0}", "补" * 10_000, "补 " * 10_000, "a" * 10_000),
    "ﷺ" * 10_000,
]


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_is_an_error(pages, query):
    for search in (Page.objects.search, Page.objects.autocomplete):
        results = search(query)
        assert results.count() == len(results)
    assert len(Page.objects.search(Phrase(query), fields=["title"])) <= len(pages)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=30) | st.text(alphabet="补贴 \"'*^:(){}-+~\\ANDORT\0%", max_size=30))
def test_no_text_at_all_is_an_error(pages, query):
    assert Page.objects.search(query).count() <= len(pages)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_part_of_a_title_finds_its_page(pages, data):
    title = data.draw(st.sampled_from(["困境儿童补贴标准", "孤儿基本生活费"]))
    start = data.draw(st.integers(0, len(title) - 1))
    part = title[start : data.draw(st.integers(start + 1, len(title)))]
    assert title in found(part)
    assert title in titles(Page.objects.autocomplete(part))
