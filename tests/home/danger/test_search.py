"""Somebody in danger comes through the search field: people to call stand first, and nothing of it is kept."""

import logging
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.audit.models import AuditEvent
from tests.factories import home as make

pytestmark = pytest.mark.django_db

HELP = '<section class="help-now"'


def numbers(text):
    """The numbers of the help, in order."""
    return re.findall(r'href="tel:([0-9-]+)"', text[text.index(HELP) : text.index("</section>", text.index(HELP))])


def page(client, query, path="/search/"):
    return client.get(path, {"q": query}).content.decode()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("想死", ["12356", "120", "110", "12355"]),
        ("家暴", ["110", "12355", "120", "12356"]),
        ("孩子丢了", ["110", "12355", "120", "12356"]),
        ("网贷", ["110", "12356", "12355", "120"]),
    ],
)
def test_the_numbers_stand_first_in_the_order_of_the_need(client, query, first):
    text = page(client, query)

    assert numbers(text) == first
    assert text.index("<h1") < text.index(HELP) < text.index("</main>")
    assert 'href="/report/"' in text[text.index(HELP) :]


@pytest.mark.parametrize("query", ["想死", "抑郁", "被摸", "人贩子", "网贷", "zisha"])
def test_nobody_in_danger_is_told_that_nothing_was_found(client, query):
    text = page(client, query)

    assert ("没有找到" in text, 'class="empty"' in text, "拼音" in text) == (False, False, False)
    assert '<svg class="picture"' not in text


def test_what_was_found_stands_below(client):
    make.policy("p", title="受到家暴的孩子")
    text = page(client, "家暴")

    assert text.index(HELP) < text.index('href="/policies/p/"')


def test_in_english(client):
    text = page(client, "suicide", "/en/search/")

    assert numbers(text) == ["12356", "120", "110", "12355"]
    assert ("You are not alone" in text, 'href="/en/report/"' in text) == (True, True)


def test_an_ordinary_search_shows_none_of_it(client):
    assert HELP not in page(client, "低保")


def test_what_was_typed_does_not_stand_in_the_title_of_the_window(client):
    assert "<title>搜索" in page(client, "想死")
    assert "想死" not in re.search(r"<title>.*?</title>", page(client, "想死"), re.DOTALL)[0]


def test_a_word_too_far_behind_for_the_search_is_still_heard(client):
    assert HELP in page(client, "我" * 60 + "想死")


class TestSuggestions:
    def offered(self, client, query, path="/search/suggest/"):
        return [(one["text"], one["url"]) for one in client.get(path, {"q": query}).json()["suggestions"]]

    def test_offer_people_first(self, client):
        assert self.offered(client, "想死") == [
            ("12356 心理援助热线", "tel:12356"),
            ("120 急救", "tel:120"),
            ("怎么找人帮忙", "/search/?q=%E6%83%B3%E6%AD%BB"),
        ]

    def test_and_what_is_found_after_them(self, client):
        make.policy("p", title="受到家暴的孩子")

        assert self.offered(client, "家暴")[3:] == [("受到家暴的孩子", "/policies/p/")]

    def test_never_more_than_eight(self, client):
        for number in range(9):
            make.policy(f"p{number}", title=f"家暴{number}")

        assert len(self.offered(client, "家暴")) == 8

    def test_in_english(self, client):
        assert self.offered(client, "suicide", "/en/search/suggest/")[0] == (
            "12356 Psychological help line",
            "tel:12356",
        )


class TestTheFieldForAVillage:
    def test_leads_to_people_too(self, client):
        text = page(client, "打孩子", "/help/")

        assert numbers(text)[0] == "110"
        assert "没有叫" not in text

    def test_shows_nothing_of_it_for_a_village(self, client):
        assert HELP not in page(client, "石塘", "/help/")


def test_nothing_of_it_is_written_down_or_kept(client, caplog):
    for path in ("/search/", "/help/"):
        client.get(path, {"q": "低保"})
    with caplog.at_level(logging.DEBUG), CaptureQueriesContext(connection) as captured:
        answers = [client.get(path, {"q": "我想死"}) for path in ("/search/", "/search/suggest/", "/help/")]

    reading = ("SELECT", "(SELECT", "SAVEPOINT", "RELEASE")
    writing = [entry["sql"] for entry in captured if not entry["sql"].startswith(reading)]
    assert (writing, AuditEvent.objects.count()) == ([], 0)
    assert [one.headers["Cache-Control"] for one in answers] == ["private, no-store"] * 3
    assert [one for one in caplog.records if "想死" in one.getMessage() and one.name != "django.db.backends"] == []
    assert all(not one.cookies for one in answers)
