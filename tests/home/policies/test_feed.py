"""The feed of policies: what it holds, by readers and topic, in both languages."""

from xml.etree import ElementTree

import pytest

from home.models import HomePage
from tests.factories import home as make

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client, url="/policies/feed.xml"):
    response = client.get(url)
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(response.content)


def titles(root):
    return [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]


def test_the_newest_change_comes_first_and_drafts_are_left_out(client, db):
    first = make.policy("first", title="甲")
    make.policy("second", title="乙")
    make.policy("draft", title="丙").unpublish()
    first.save_revision().publish()
    assert titles(feed(client)) == ["甲", "乙"]


def test_an_entry_says_where_it_is_since_when_and_for_whom(client, db):
    page = make.policy("p", title="甲", summary="一句话", audiences=("guardian",))
    page.refresh_from_db()
    entry = feed(client).find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/policies/p/"
    assert entry.findtext(f"{ATOM}summary") == "一句话"
    assert entry.findtext(f"{ATOM}published") == page.first_published_at.isoformat()
    assert [each.get("term") for each in entry.findall(f"{ATOM}category")] == ["现行有效", "家长和照护人"]
    assert entry.findtext(f"{ATOM}id").startswith("urn:uuid:")


def test_an_address_that_changes_keeps_its_identity_and_languages_differ(client, db):
    page = make.policy("p", title="甲")
    before = feed(client).find(f"{ATOM}entry").findtext(f"{ATOM}id")
    page.copy_for_translation(HomePage.objects.get(locale__language_code="en").locale).save_revision().publish()
    page.slug = "q"
    page.save_revision().publish()
    assert feed(client, "/policies/feed.xml?audience=").find(f"{ATOM}entry").findtext(f"{ATOM}id") == before
    assert feed(client, "/en/policies/feed.xml").find(f"{ATOM}entry").findtext(f"{ATOM}id") != before


@pytest.mark.parametrize(
    ("query", "title", "found"),
    [
        ("audience=guardian", "政策 · 家长和照护人", ["甲"]),
        ("topic=law", "政策 · 法律权益", ["乙"]),
        ("audience=guardian&topic=law", "政策 · 家长和照护人 · 法律权益", []),
        ("audience=nobody", "政策", []),
    ],
)
def test_readers_and_topic_choose(client, db, query, title, found):
    make.policy("a", title="甲", audiences=("guardian",))
    make.policy("b", title="乙", topics=("law",))
    root = feed(client, f"/policies/feed.xml?{query}")
    assert (root.findtext(f"{ATOM}title"), titles(root)) == (title, found)


def test_control_characters_and_markup_in_a_title_do_not_break_the_feed(client, db):
    make.policy("p", title="甲<b>&\x08乙")
    assert titles(feed(client)) == ["甲<b>&乙"]


def test_the_library_names_the_feed_of_what_is_chosen(client, db):
    make.policy("a", audiences=("guardian",))
    text = client.get("/policies/?audience=guardian&status=all").content.decode()
    assert 'type="application/atom+xml" title="政策" href="/policies/feed.xml?audience=guardian"' in text
