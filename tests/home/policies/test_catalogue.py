"""The policy library: filters combine in the address, and the counts say what a reader would see."""

from datetime import date

import pytest
from django.utils import timezone

from home.models import PolicyIndexPage
from home.policies.domain.catalogue import Choice, Library, read_day
from tests.factories import home as make
from tests.home.policies.listing import titles

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def library(planted):
    with planted.unblock():
        return plant()


def plant():
    today = timezone.localdate()
    make.policy("a", audiences=("left-behind", "guardian"), topics=("living",))
    make.policy("b", audiences=("left-behind",), topics=("law", "living"))
    make.policy("c", audiences=("volunteer",), topics=("law",))
    make.policy("old", audiences=("left-behind",), topics=("law",), repealed_on=today)
    make.policy("soon", audiences=("left-behind",), topics=("law",), in_force_from=today.replace(year=today.year + 1))
    return Library.load(locale=PolicyIndexPage.objects.get(locale__language_code="zh-hans").locale, on=today)


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


def test_for_chosen_readers_what_is_written_for_the_fewest_others_comes_first(library):
    pages = {book.page.pk: book.page.slug for book in library.books}

    def order(audience):
        return [pages[number] for number in library.matching(Choice(audience=audience)) if pages[number] in {"a", "b"}]

    assert (order(""), order("left-behind")) == (["a", "b"], ["b", "a"])


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
        assert counts[""] == len(library.matching(Choice(**{"audience": "left-behind"} | {dimension: ""})))


def test_every_chosen_word_can_be_taken_away_alone_and_all_together(client, library):
    response = client.get("/policies/?audience=left-behind&topic=law&status=over&on=2020-02-01")
    assert [(word["label"], word["url"]) for word in response.context["chosen"]] == [
        ("留守儿童", "?topic=law&status=over&on=2020-02-01"),
        ("法律权益", "?audience=left-behind&status=over&on=2020-02-01"),
        ("已经失效", "?audience=left-behind&topic=law&on=2020-02-01"),
        ("2020年2月1日", "?audience=left-behind&topic=law&status=over"),
    ]
    assert '<a class="clear" href="/policies/">' in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2018-05-01", date(2018, 5, 1)),
        ("2018年5月1日", date(2018, 5, 1)),
        ("２０１８－０５－０１", date(2018, 5, 1)),
        ("2018/5/1", date(2018, 5, 1)),
        (" 20180501 ", date(2018, 5, 1)),
        ("2018-02-30", None),
        ("1018-05-01", None),
        ("9999-12-31", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_write_it(typed, day):
    assert read_day(typed) == day


def test_a_day_that_does_not_exist_is_said_beside_the_field_and_stays_there(client, library):
    response = client.get("/policies/?on=2018-02-30&audience=volunteer")
    text = response.content.decode()
    assert (response.status_code, [item.page.slug for item in response.context["items"]]) == (200, ["c"])
    assert 'type="text" value="2018-02-30" aria-invalid="true"' in text
    assert 'id="on-error">没有“2018-02-30”这一天' in text
    assert '<input type="hidden" name="audience" value="volunteer">' in text


def test_what_was_typed_as_a_day_cannot_break_out_of_the_page(client, db):
    assert '"><script>x' not in client.get("/policies/", {"on": '"><script>x'}).content.decode()


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", True),
        ("audience=guardian&topic=law", True),
        ("topic=law&audience=guardian", False),
        ("audience=nobody", False),
        ("audience=guardian&audience=guardian", False),
        ("level=national&status=over", True),
        ("level=galaxy", False),
        ("area=99", False),
        ("page=7", False),
        ("status=in_force", False),
        ("on=2018-05-01", False),
    ],
)
def test_only_known_words_in_the_usual_order_may_be_kept(client, library, query, kept):
    response = client.get(f"/policies/?{query}")
    assert (response.get("Cache-Control") != "private") is kept


def test_a_chip_keeps_what_was_chosen_elsewhere(client, library):
    response = client.get("/policies/?audience=left-behind&topic=law")
    topics = {chip["label"]: chip for chip in response.context["filters"][1]["chips"]}
    assert topics["生活补贴"]["url"] == "?audience=left-behind&topic=living"
    assert (topics["生活补贴"]["count"], topics["法律权益"]["current"]) == (2, True)


def test_nothing_found_says_what_to_do(client, library):
    assert "没有同时符合这些的" in client.get("/policies/?audience=volunteer&topic=living").content.decode()
