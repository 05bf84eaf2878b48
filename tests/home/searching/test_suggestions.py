"""Suggestions while typing: titles and words of the site, from memory; nothing that no longer holds."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.search.models import Synonym
from tests.factories import home as make
from tests.factories.activities import make_place, make_session

pytestmark = pytest.mark.django_db


def offered(query, path="/search/suggest/"):
    return [(one["text"], one["url"]) for one in Client().get(path, {"q": query}).json()["suggestions"]]


def test_what_begins_with_the_typed_comes_before_what_holds_it():
    make.policy("holds", title="怎么领补贴金")
    make.policy("begins", title="补贴金怎么领")
    assert offered("補貼金") == [("补贴金怎么领", "/policies/begins/"), ("怎么领补贴金", "/policies/holds/")]


def test_places_and_coming_sessions_are_offered_each_once(areas):
    place = make_place(areas["331125106"], name="石塘镇儿童之家")
    for days in (2, 9):
        make_session(place, title="石塘作业班", days=days)
    make_session(place, title="石塘旧班", days=-9)
    assert offered("石塘") == [
        ("石塘镇儿童之家", place.get_absolute_url()),
        ("石塘作业班", "/search/?q=%E7%9F%B3%E5%A1%98%E4%BD%9C%E4%B8%9A%E7%8F%AD"),
    ]


def test_what_no_longer_holds_or_is_a_draft_is_not_offered():
    make.policy("old", title="旧补贴金", repealed_on="2021-01-01")
    make.policy("draft", title="新补贴金").unpublish()
    assert offered("补贴金") == []


def test_synonyms_and_topics_are_words_to_search_for():
    Synonym.objects.create(terms="童心港湾\n港湾屋")
    assert offered("港湾屋") == [("港湾屋", "/search/?q=%E6%B8%AF%E6%B9%BE%E5%B1%8B")]
    assert ("上学", "/search/?q=%E4%B8%8A%E5%AD%A6") in offered("上学")


def test_english_readers_are_offered_english_titles():
    make.policy("zh", title="补贴 allowance")
    make.policy("en", title="The monthly allowance", language="en")
    assert offered("allow", "/en/search/suggest/") == [
        ("Living allowance", "/en/search/?q=Living+allowance"),
        ("The monthly allowance", "/en/policies/en/"),
    ]


@pytest.mark.parametrize("query", ["", " ", "查无此词"])
def test_nothing_is_offered_for_nothing(query):
    assert offered(query) == []


@pytest.mark.django_db(transaction=True)
def test_a_warm_process_asks_the_database_nothing_and_a_new_title_is_offered_at_once():
    make.policy("p", title="补贴金怎么领")
    offered("补贴金")
    with CaptureQueriesContext(connection) as captured:
        assert offered("补贴金") == [("补贴金怎么领", "/policies/p/")]
    assert [entry["sql"] for entry in captured] == []
    make.policy("q", title="补贴金领多少")
    assert {text for text, _url in offered("补贴金")} == {"补贴金怎么领", "补贴金领多少"}
