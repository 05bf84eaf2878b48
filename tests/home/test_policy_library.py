"""The policy library: filters combine in the address, and the counts say what a reader would see."""

import pytest
from django.utils import timezone

from home.domain.library import Choice, Library
from home.models import PolicyIndexPage
from tests.factories import home as make


@pytest.fixture
def library(db):
    today = timezone.localdate()
    make.policy("a", audiences=("left-behind", "guardian"), topics=("living",))
    make.policy("b", audiences=("left-behind",), topics=("law", "living"))
    make.policy("c", audiences=("volunteer",), topics=("law",))
    make.policy("old", audiences=("left-behind",), topics=("law",), repealed_on=today)
    make.policy("soon", audiences=("left-behind",), topics=("law",), in_force_from=today.replace(year=today.year + 1))
    return Library.load(locale=PolicyIndexPage.objects.get(locale__language_code="zh-hans").locale, on=today)


def titles(client, query):
    response = client.get(f"/policies/?{query}")
    return [page.slug for page in response.context["policies"]]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", {"a", "b", "c"}),
        ("audience=left-behind", {"a", "b"}),
        ("audience=left-behind&topic=law", {"b"}),
        ("audience=left-behind&topic=law&status=over", {"old"}),
        ("status=draft", {"soon"}),
        ("status=all", {"a", "b", "c", "old", "soon"}),
        ("status=nonsense", {"a", "b", "c"}),
        ("audience=nobody", set()),
        ("audience=" + "x" * 5000, set()),
    ],
)
def test_filters_combine(client, library, query, slugs):
    assert set(titles(client, query)) == slugs


def test_a_count_is_what_choosing_that_word_would_show(library):
    for dimension, words in (
        ("audience", ["left-behind", "volunteer"]),
        ("topic", ["law", "living"]),
        ("status", ["over"]),
    ):
        counts = library.counts(Choice(audience="left-behind"), dimension)
        for word in words:
            kept = {"audience": "left-behind", dimension: word}
            assert counts[word] == len(library.matching(Choice(**kept)))


def test_a_chip_keeps_what_was_chosen_elsewhere(client, library):
    response = client.get("/policies/?audience=left-behind&topic=law")
    topics = {chip["label"]: chip for chip in response.context["filters"][1]["chips"]}
    assert topics["生活补贴"]["url"] == "?audience=left-behind&topic=living"
    assert (topics["生活补贴"]["count"], topics["法律权益"]["current"]) == (2, True)


def test_nothing_found_says_what_to_do(client, library):
    assert "没有同时符合这些的" in client.get("/policies/?audience=volunteer&topic=living").content.decode()


def test_the_newest_review_comes_first_and_pages_follow_one_another(client, db):
    today = timezone.localdate()
    for number in range(14):
        make.policy(f"p{number}", last_reviewed_on=today - timezone.timedelta(days=number))
    assert titles(client, "")[0] == "p0"
    assert titles(client, "page=2") == ["p12", "p13"]
    assert titles(client, "page=99") == ["p12", "p13"]
