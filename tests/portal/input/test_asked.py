"""What was asked for is repeated by a page in short, and a page of a list has one address."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from portal.input.asked import MOST_REPEATED, repeated, this_page
from tests.conftest import COUNTY
from tests.factories import home as make
from tests.factories.children import make_child

LONG = "x" * 7000
# Beside a short one: the word itself once in its box, and no link with it.
MORE_AT_MOST = 40 * MOST_REPEATED


@pytest.mark.django_db
class TestALongQuery:
    @pytest.mark.parametrize("path", ["/search/", "/policies/", "/activities/", "/places/", "/help/", "/benefits/"])
    def test_is_not_repeated_in_every_link_of_a_public_page(self, client, areas, path):
        for number in range(12):
            make.policy(f"p{number}", title="低保")

        short = client.get(path, {"q": "低保"})
        long = client.get(path, {"q": "低保 " + "x" * 7000, "kind": "policy"})

        assert (short.status_code, long.status_code) == (200, 200)
        assert len(long.content) - len(short.content) < MORE_AT_MOST
        assert "x" * 1000 not in long.content.decode()

    @pytest.mark.parametrize("name", ["children:index", "volunteers:desk_index", "children:concerns", "desk:people"])
    def test_is_not_repeated_on_the_desk(self, areas, sign_in, staff, name):
        for number in range(30):
            make_child(areas[COUNTY], full_name=f"测试儿童{number}")
        officer = sign_in(staff("county_officer"))

        page = officer.get(reverse(name), {"q": LONG, "state": LONG[:100]})

        assert (page.status_code, "x" * 700 in page.content.decode()) == (200, False)

    @pytest.mark.parametrize("path", ["/search/", "/en/activities/", "/admin/", "/desk/children/", "/nowhere/"])
    def test_of_more_than_any_page_of_ours_asks_is_refused(self, path):
        answer = Client().get(path, {"q": LONG + "x" * 1100})

        assert (answer.status_code, 'href="tel:110"' in answer.content.decode()) == (414, True)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("q=低保&page=2", "q=%E4%BD%8E%E4%BF%9D&page=2"),
        (f"q={LONG}&page=2", "page=2"),
        ("a=" + "1" * 300 + "&b=" + "2" * 400 + "&c=3", "a=" + "1" * 300 + "&c=3"),
        (f"{LONG}=1&c=3", "c=3"),
    ],
)
def test_words_are_kept_whole_or_left_out(query, kept):
    assert repeated(RequestFactory().get(f"/x/?{query}")).urlencode() == kept


def test_the_way_back_to_a_page_is_as_written_or_short():
    short, long = (RequestFactory().get("/政策/", QUERY_STRING=query) for query in ("q=%ff&b", f"b=1&q={LONG}"))

    assert [this_page(short), this_page(long)] == ["/%E6%94%BF%E7%AD%96/?q=%ff&b", "/%E6%94%BF%E7%AD%96/?b=1"]
