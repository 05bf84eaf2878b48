"""Searching what a test plants for itself: fields, order, long texts, the number of queries."""

import pytest
from django.db import connection
from modelsearch.query import And, Not, PlainText
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from tests.factories.search import image, page

Image = get_image_model()

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def titles(results):
    return [found.title for found in results]


def test_rare_characters_are_found():
    page("𠮷野家与龦𲎯")
    assert [titles(Page.objects.search(query)) for query in ("𠮷", "𠮷野", "龦𲎯", "𲎯")] == [["𠮷野家与龦𲎯"]] * 4


def test_a_passage_is_found_after_its_words_came_hundreds_of_times():
    image("法律", "未成年，" * 600 + "未成年人检察")
    assert titles(Image.objects.search("未成年人检察")) == ["法律"]
    assert titles(Image.objects.search("未成年人检察官")) == []


def test_a_very_long_text_is_indexed_to_its_end():
    image("长文", "".join(chr(0x4E00 + n % 20_000) + chr(0x4E00 + n * 7 % 20_000) for n in range(60_000)) + "。词尾")
    assert titles(Image.objects.search("长文")) == ["长文"]


def test_fields_are_told_apart():
    for made in (image("补贴", "标准"), image("标准", "补贴标准2026")):
        assert made.pk
    search = Image.objects.search
    assert titles(search("补贴", fields=["title"])) == ["补贴"]
    assert titles(search("补贴", fields=["description"])) == ["标准"]
    assert titles(search("标准2026", fields=["description"])) == ["标准"]
    assert titles(search("准", fields=["description"], order_by="title")) == ["标准", "补贴"]
    assert titles(search("标准 补贴", fields=["title", "description"], order_by="title")) == ["标准", "补贴"]
    assert titles(search(Not(PlainText("补贴")), fields=["title"])) == ["标准"]
    assert titles(search(And([PlainText("标准"), Not(PlainText("补贴"))]), fields=["description"])) == ["补贴"]


def test_fields_of_autocomplete_are_told_apart():
    image("补贴", "标准app")
    assert titles(Image.objects.autocomplete("准ap", fields=["description"])) == ["补贴"]
    assert titles(Image.objects.autocomplete("标准", fields=["title"])) == []


def test_related_fields_are_searched():
    image("合影", tags=("儿童之家", "abc"))
    assert titles(Image.objects.search("童之家")) == ["合影"]
    assert titles(Image.objects.search("abc")) == ["合影"]
    assert titles(Image.objects.autocomplete("儿童")) == ["合影"]
    assert titles(Image.objects.search("家abc")) == []


def test_a_hit_in_a_title_comes_before_one_in_a_body():
    image("别的", "补贴")
    image("补贴", "别的")
    image("更多", "补贴")
    assert titles(Image.objects.search("补贴"))[0] == "补贴"


def test_a_short_title_comes_before_a_long_one():
    page("关于儿童补贴和其他许多事情以及说明的一个很长的题目")
    page("儿童补贴")
    assert titles(Page.objects.search("补贴"))[0] == "儿童补贴"


@pytest.mark.parametrize("amount", [1, 3])
def test_a_search_takes_three_queries_whatever_it_finds(django_assert_num_queries, amount):
    for number in range(amount):
        page(f"补贴{number}")
    Page.objects.search("补贴").count()
    with django_assert_num_queries(3):
        results = Page.objects.search("补贴")
        assert (results.count(), len(results[:10])) == (amount, amount)


def test_the_backend_fits_the_database():
    expected = {"sqlite": "SQLiteBackend", "postgresql": "PostgresBackend"}
    assert type(get_search_backend()).__name__ == expected[connection.vendor]
