"""One search: what fits, the best first; what is only near when little fits; pages in the reader's language first."""

import pytest
from wagtail.models import Locale

from home.searching.domain.facets import Narrowing
from home.searching.domain.finding import FEW, MOST_NEAR, describe, search
from tests.conftest import VILLAGE
from tests.factories import home as make
from tests.factories.activities import make_place, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def slugs(found):
    return [one.obj.slug for one in found]


def test_an_empty_question_finds_nothing():
    found = search("", language="zh-hans")

    assert (found.hits, found.near, found.facets, found.every, found.more_than_counted) == ([], [], [], [], False)


def test_what_is_in_the_title_comes_before_what_is_in_the_text():
    make.policy("text", title="办法", text="可以申请助学金。")
    make.policy("title", title="助学金怎么领")
    make.policy("other", title="别的")

    assert slugs(search("助学金", language="zh-hans").hits) == ["title", "text"]


def test_what_was_chosen_narrows_the_hits_and_the_near_ones():
    make.policy("p", title="助学金怎么领")
    make.news("n", body=[])
    page = make.news("m", body=[])
    page.title = "助学金发放"
    page.save_revision().publish()

    found = search("助学金", language="zh-hans", narrowing=Narrowing(kind="news"))

    assert slugs(found.every) == ["m"]


def test_near_hits_are_asked_for_only_where_few_fit():
    for number in range(FEW):
        make.policy(f"p{number}", title=f"寒假助学金{number}号")
    make.policy("near", title="寒假安排")

    assert search("寒假助学金", language="zh-hans").near == []
    few = search("寒假助学金4号", language="zh-hans")
    assert len(few.hits) < FEW
    assert len(few.near) <= MOST_NEAR
    assert {one.obj.pk for one in few.hits} & {one.obj.pk for one in few.near} == set()


def test_a_page_is_found_once_in_the_readers_language():
    page = make.policy("p", title="Grant 助学金")
    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    english.save_revision().publish()

    assert [one.language for one in search("Grant", language="en").hits] == ["en"]
    assert [one.language for one in search("Grant", language="zh-hans").hits] == ["zh-hans"]


def test_what_is_shown_is_described():
    make.policy("p", title="助学金怎么领", text="到乡镇去领助学金。")
    shown = search("助学金", language="zh-hans").hits

    describe(shown)

    assert "到乡镇去领助学金" in shown[0].text


def test_places_and_sessions_are_described_where_they_are_shown_and_only_there(areas):
    place = make_place(areas[VILLAGE], name="助学书屋", address="演示路1号", summary="周末开门")
    make_session(place, title="助学金说明会", summary="带上户口本")
    hits = search("助学", language="zh-hans").hits
    assert [one.text for one in hits] == ["", ""]

    describe(hits)

    texts = {one.kind: one.text for one in hits}
    assert texts["places"].startswith("演示路1号 · ")
    assert texts["places"].endswith(" · 周末开门")
    assert texts["activities"].endswith(" · 助学书屋 · 带上户口本")
