"""What editors put first stands above exactly its words, in its own language, while its page is public."""

import pytest
from wagtail.models import Locale

from home.searching.domain.promoted import promoted_for
from portal.search.models import PromotedResult
from tests.factories import home as make

pytestmark = pytest.mark.django_db


def slugs(query, language="zh-hans"):
    return [page.slug for _row, page in promoted_for(query, language)]


def test_it_stands_above_exactly_its_words_however_they_are_written():
    PromotedResult.objects.create(words="低保\n最低生活保障", page=make.policy("p"))

    assert [slugs(query) for query in ("低保", "最低生活保障", "最低生活保障金", "低")] == [["p"], ["p"], [], []]
    PromotedResult.objects.create(words="补贴", page=make.policy("q"))
    assert slugs("補貼") == ["q"]


def test_several_stand_in_the_editors_order():
    last, first = (make.policy(slug) for slug in "ab")
    rows = [PromotedResult.objects.create(words="低保", page=page, position=at) for page, at in ((last, 2), (first, 1))]

    assert [row for row, _page in promoted_for("低保", "zh-hans")] == rows[::-1]


def test_a_page_that_is_not_public_or_in_another_language_is_not_shown():
    page = make.policy("p")
    PromotedResult.objects.create(words="低保", page=page)
    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    english.save_revision().publish()
    PromotedResult.objects.create(words="低保", page=english)

    assert [page.pk for _row, page in promoted_for("低保", "en")] == [english.pk]
    page.unpublish()
    assert slugs("低保") == []
