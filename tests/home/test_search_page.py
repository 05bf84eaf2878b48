"""The search page: two characters are enough, hostile input is only text, and looking changes nothing."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.domain.searching import MAX_QUERY, clean_query, page_text
from tests.factories import home as make
from tests.factories.activities import make_place, make_session


def test_two_characters_find_a_policy_and_are_marked(client, db):
    make.policy("p", title="日子过不下去", text="可以申请低保（最低生活保障）。")
    make.policy("other", title="别的")
    text = client.get("/search/", {"q": "低保"}).content.decode()
    assert re.findall(r'<h3><a href="([^"]+)"', text) == ["/policies/p/"]
    assert "<mark>低保</mark>" in text


def test_hits_stand_in_groups_with_their_counts(client, db):
    for number in range(7):
        make.policy(f"p{number}", title=f"低保{number}")
    make.news("n")
    groups = client.get("/search/", {"q": "低保"}).context["groups"]
    assert [(group.source.key, group.count, len(group.shown), group.has_more) for group in groups] == [
        ("policies", "7", 5, True)
    ]
    more = client.get("/search/", {"q": "低保", "in": "policies"}).content.decode()
    assert more.count('<article class="policy">') == 7


def test_each_language_finds_its_own_pages(client, db):
    make.policy("p", title="低保怎么办")
    assert client.get("/en/search/", {"q": "低保"}).context["groups"] == []


def test_a_draft_is_not_found(client, db):
    make.policy("p", title="低保怎么办").unpublish()
    assert client.get("/search/", {"q": "低保"}).context["groups"] == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "x" * 100_000,
        "低" * 10_000,
        "\"' OR 1=1 --",
        "<script>alert(1)</script>",
        "NEAR(低保",
        "低保*",
        "a\x00b",
        "💡",
        "^",
        "-",
    ],
)
def test_nothing_a_visitor_types_breaks_the_page_or_gets_into_it(client, db, query):
    response = client.get("/search/", {"q": query})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_nothing_found_offers_topics_and_people(client, db):
    text = client.get("/search/", {"q": "查无此词"}).content.decode()
    assert "没有找到“查无此词”" in text
    assert 'href="/policies/?topic=living"' in text
    assert 'href="/help/"' in text


def test_looking_writes_nothing_and_is_kept_by_no_cache(client, db):
    make.policy("p", title="低保")
    client.get("/search/", {"q": "低保"})  # Wagtail puts the site's address into the cache once
    with CaptureQueriesContext(connection) as captured:
        response = client.get("/search/", {"q": "低保"})
    assert [entry["sql"] for entry in captured if not entry["sql"].startswith("SELECT")] == []
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [("  低\u3000保 ", "低 保"), ("ＡＢＣ", "ABC"), ("a\x00\u200bb", "a b"), ("字" * 99, "字" * MAX_QUERY)],
)
def test_a_query_is_brought_into_one_form(raw, clean):
    assert clean_query(raw) == clean


def test_only_get_is_answered(client, db):
    assert client.post("/search/", {"q": "低保"}).status_code == 405


def test_an_editors_choices_are_not_part_of_the_text(db):
    page = make.policy("p", text="## 怎么办\n!info 记住|带身份证")
    assert page_text(page) == "一句话。 怎么办 记住 带身份证"


def test_a_place_and_a_session_are_found_under_their_names(client, areas):
    place = make_place(areas["331125106"], name="石塘镇儿童之家")
    session = make_session(place, title="儿童之家读书会")
    text = client.get("/search/", {"q": "儿童之家"}).content.decode()
    links = re.findall(r'<h3><a href="([^"]+)">(.*?)</a>', text)
    assert [(url, re.sub("<.*?>", "", name)) for url, name in links] == [
        (place.get_absolute_url(), "石塘镇儿童之家"),
        (session.get_absolute_url(), "儿童之家读书会"),
    ]
