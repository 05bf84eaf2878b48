"""What is offered to somebody who types: at most eight, their own language first, each once."""

import pytest
from wagtail.models import Locale

from home.searching.domain.suggesting import MOST_OFFERED, Known, known, suggestions
from portal.search.models import Synonym
from tests.conftest import VILLAGE
from tests.factories import home as make
from tests.factories.activities import make_place, make_session

pytestmark = pytest.mark.django_db


def texts(query, language="zh-hans"):
    return [one["text"] for one in suggestions(query, language)]


def test_nothing_typed_offers_nothing():
    assert suggestions("", "zh-hans") == suggestions("   ", "zh-hans") == []


def test_at_most_eight_are_offered():
    Synonym.objects.create(terms="\n".join(f"港湾屋{number}" for number in range(MOST_OFFERED + 1)))

    assert len(texts("港湾屋")) == MOST_OFFERED == 8


def test_what_begins_so_comes_first_and_words_before_pages():
    make.policy("p", title="港湾屋怎么去")
    make.policy("q", title="去港湾屋")
    Synonym.objects.create(terms="港湾屋\n童心小屋")

    assert texts("港湾屋") == ["港湾屋", "港湾屋怎么去", "去港湾屋"]


def test_a_title_is_read_in_its_language_but_a_name_in_every(areas):
    page = make.policy("p", title="石塘办法")
    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    english.title = "Shitang rules"
    english.save_revision().publish()
    make_place(areas[VILLAGE], name="石塘儿童之家")

    assert (texts("石塘", "en"), texts("shitang", "en"), texts("shitang")) == (["石塘儿童之家"], ["Shitang rules"], [])
    assert set(texts("石塘")) == {"石塘办法", "石塘儿童之家"}


def test_each_leads_where_it_is_or_to_a_search_for_it(areas):
    place = make_place(areas[VILLAGE], name="石塘儿童之家")
    make_session(place, title="石塘作业班")

    found = {one["text"]: (one["kind"], one["url"]) for one in suggestions("石塘", "zh-hans")}

    assert found["石塘儿童之家"][1] == place.get_absolute_url()
    assert found["石塘作业班"][1] == "/search/?q=%E7%9F%B3%E5%A1%98%E4%BD%9C%E4%B8%9A%E7%8F%AD"


def test_what_is_over_cancelled_or_repealed_is_not_known(areas):
    place = make_place(areas[VILLAGE], name="石塘儿童之家")
    make_session(place, title="旧班", days=-3)
    make_session(place, title="停班", state="cancelled", cancel_reason="台风")
    make.policy("old", title="旧办法", repealed_on="2021-01-01")

    assert {"旧班", "停班", "旧办法"} & {one.text for one in known()} == set()


@pytest.mark.parametrize(
    ("kind", "language", "name"),
    [
        ("places", "zh-hans", True),
        ("activities", "zh-hans", True),
        ("places", "en", False),
        ("policies", "zh-hans", False),
    ],
)
def test_a_name_is_what_a_place_or_a_session_is_really_called(kind, language, name):
    assert Known("石塘", "石塘", language, kind=kind).is_a_name is name
