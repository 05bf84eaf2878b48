"""Frequent questions, news and guides as readers get them."""

import json
import re
from xml.etree import ElementTree as Tree

import pytest
from django.utils import timezone

from home.models import Audience, FaqPage
from tests.factories import home as make

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def faq():
    page = FaqPage.objects.get(locale__language_code="zh-hans")
    questions = [{"question": f"问题{number}？", "answer": f"<p>回答{number}</p>"} for number in range(3)]
    page.body = [("group", {"heading": "补贴", "questions": questions})]
    page.save_revision().publish()
    return page


def test_every_answer_is_in_the_page_and_can_be_linked_to(client, faq):
    body = client.get("/faq/").content.decode()
    anchors = re.findall(r'<details id="(q-[0-9a-f]{8})">', body)

    assert [f"回答{number}" in body for number in range(3)] == [True] * 3
    assert len(set(anchors)) == 3


def test_an_address_stays_when_the_words_change(client, faq):
    before = re.findall(r'<details id="([^"]+)">', client.get("/faq/").content.decode())
    page = FaqPage.objects.get(pk=faq.pk)
    page.body[0].value["questions"][0]["question"] = "换个问法？"
    page.save_revision().publish()
    body = client.get("/faq/?past=the-cache").content.decode()

    assert re.findall(r'<details id="([^"]+)">', body) == before
    assert "换个问法？" in body


def test_search_engines_read_questions_and_answers(client, faq):
    body = client.get("/faq/").content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', body)[1])

    assert data["@type"] == "FAQPage"
    assert [entry["name"] for entry in data["mainEntity"]] == ["问题0？", "问题1？", "问题2？"]
    assert data["mainEntity"][2]["acceptedAnswer"]["text"] == "回答2"


def test_there_is_a_page_of_questions_in_each_language_and_it_says_when_it_is_empty(client):
    assert [client.get(path).status_code for path in ("/faq/", "/en/faq/")] == [200, 200]
    assert "还没有问题" in client.get("/faq/").content.decode()


def test_the_news_come_as_a_feed(client):
    make.news("old", date=timezone.localdate().replace(year=2020))
    make.news("new")
    answer = client.get("/news/feed.xml")
    entries = Tree.fromstring(answer.content).findall(f"{ATOM}entry")

    assert answer["Content-Type"].startswith("application/atom+xml")
    assert [entry.find(f"{ATOM}title").text for entry in entries] == ["新闻new", "新闻old"]
    assert entries[0].find(f"{ATOM}link").get("href") == "http://testserver/news/new/"


def test_a_news_item_leads_to_the_other_news_and_not_to_itself(client):
    for slug in "abcde":
        make.news(slug)
    body = client.get("/news/e/").content.decode()

    assert re.findall(r'href="/news/(\w)/"', body) == ["d", "c", "b"]


def test_guides_are_chosen_by_reader_and_an_unknown_word_shows_all(client):
    first, second = Audience.objects.all()[:2]
    for slug, audience in (("one", first), ("two", second)):
        guide = make.guide(slug)
        guide.audiences = [audience]
        guide.save_revision().publish()

    shown = [
        re.findall(r'href="/guides/(\w+)/"', client.get("/guides/", {"audience": word}).content.decode())
        for word in (first.slug, "nonsense")
    ]
    assert shown == [["one"], ["one", "two"]]


def test_a_guide_says_when_it_was_last_reviewed(client):
    guide = make.guide("one", last_reviewed_on=timezone.localdate().replace(month=3, day=7))
    assert f"{guide.last_reviewed_on:%Y-%m-%d}" in client.get("/guides/one/").content.decode()
