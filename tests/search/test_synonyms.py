"""Words that mean the same."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from portal.search import synonyms
from portal.search.highlight import excerpt
from portal.search.models import Synonym
from tests.factories.search import page

pytestmark = pytest.mark.django_db


def titles(query):
    return sorted(found.title for found in Page.objects.search(query))


@pytest.fixture
def low_income():
    Synonym.objects.all().delete()
    return Synonym.objects.create(terms="最低生活保障\n低保")


@pytest.fixture
def pages():
    return [page("低保标准"), page("最低生活保障办法"), page("孤儿")]


@pytest.mark.database
def test_a_search_for_one_word_finds_the_other(pages, low_income):
    assert titles("低保") == titles("最低生活保障") == ["低保标准", "最低生活保障办法"]


@pytest.mark.database
def test_a_word_in_a_longer_query_counts(pages, low_income):
    assert titles("最低生活保障标准") == ["低保标准"]


def test_quotes_ask_for_the_very_words(pages, low_income):
    from modelsearch.query import Phrase

    assert titles(Phrase("低保")) == ["低保标准"]


@pytest.mark.database
def test_changes_are_seen_at_the_next_search(pages, low_income):
    assert titles("孤儿") == ["孤儿"]
    low_income.terms = "孤儿\n低保"
    low_income.save()
    assert titles("孤儿") == ["低保标准", "孤儿"]
    low_income.delete()
    assert titles("孤儿") == ["孤儿"]


def test_unchanged_synonyms_cost_one_query(low_income, django_assert_num_queries):
    synonyms.current()
    with django_assert_num_queries(1):
        assert synonyms.current() == (("最低生活保障", "低保"),)
    with django_assert_num_queries(0):
        assert excerpt("最低生活保障", "低保") == "<mark>最低生活保障</mark>"


def test_the_first_groups_are_there_from_the_start():
    assert str(Synonym.objects.get(terms__startswith="最低")) == "最低生活保障 = 低保"


def test_words_may_be_written_on_lines_or_with_equals_signs():
    group = Synonym(terms=" 低保 = 最低生活保障\n\n低保＝ 低保户")
    group.full_clean()
    assert group.terms == "低保\n最低生活保障\n低保户"


@pytest.mark.parametrize("terms", ["低保", "低保\n低保", "低保\n，", "\n".join("甲乙丙丁戊己庚辛壬癸子")])
def test_a_group_has_two_to_ten_different_words(terms):
    with pytest.raises(ValidationError, match="10"):
        Synonym(terms=terms).full_clean()
