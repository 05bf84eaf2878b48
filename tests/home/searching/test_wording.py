"""What a reader typed, understood, and which hit comes first."""

import datetime

import pytest

from home.searching.domain.helping import may_be_pinyin
from home.searching.domain.ranking import NO_LONGER, NOT_YET, OLD_NEWS, _share, rank
from home.searching.domain.sources import OVER, Candidate
from home.searching.domain.wording import MAX_QUERY, Asked, clean_query, number_of

TODAY = datetime.date(2026, 6, 1)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  低保\u3000２０２６\n", "低保 2026"),
        ("a\x00b\u200bc", "a b c"),
        ("长" * 99, "长" * MAX_QUERY),
        ("", ""),
    ],
)
def test_a_query_has_one_form(raw, clean):
    assert clean_query(raw) == clean


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("国发〔2016〕13号", ("国发", "2016", "13")),
        ("国发2016 13", ("国发", "2016", "13")),
        ("国发〔2016〕第013号", ("国发", "2016", "13")),
        ("低保", None),
        ("关于国发〔2016〕13号的通知", None),
    ],
)
def test_a_document_number_however_it_is_written(text, number):
    assert number_of(text) == number
    assert Asked(text).number == number


@pytest.mark.django_db
def test_words_of_asking_are_left_out_unless_nothing_else_is_there():
    assert Asked("低保怎么申请").words == "低保 申请"
    assert Asked("怎么办").words == "怎么办"
    assert Asked("困境儿童补贴").pairs == ["困境", "境儿", "童补", "补贴"]
    assert Asked("孩子").pairs == ["孩子"]


@pytest.mark.parametrize(
    ("query", "language", "may"),
    [("diba", "zh-hans", True), ("di bao", "zh-hans", True), ("低保", "zh-hans", False), ("diba", "en", False)],
)
def test_letters_alone_may_be_pinyin_of_a_chinese_reader(query, language, may):
    assert may_be_pinyin(query, language) == may


def candidate(**given) -> Candidate:
    plain = {"kind": "policies", "obj": None, "title": "甲", "score": 1.0}
    return Candidate(**plain | given)


def ranks(query: str, *found: Candidate) -> list[float]:
    rank(list(found), Asked(query), TODAY)
    return [one.rank for one in found]


@pytest.mark.django_db
class TestRank:
    def test_the_whole_title_stands_before_part_of_it_and_that_before_the_summary(self):
        found = ranks("低保", candidate(title="低保"), candidate(title="低保标准"), candidate(summary="低保"))

        assert found == sorted(found, reverse=True)
        assert len(set(found)) == 3

    def test_a_number_stands_before_everything(self):
        asked, other = ranks("国发〔2016〕13号", candidate(number="国发〔2016〕13号"), candidate(title="国发2016 13"))

        assert asked > other

    def test_what_no_longer_holds_is_worth_less_unless_it_was_asked_for_by_its_number(self):
        now, over, soon = ranks(
            "低保",
            candidate(title="低保"),
            candidate(title="低保", status=OVER, status_label="失效"),
            candidate(title="低保", status_label="尚未施行"),
        )

        assert (over, soon) == (pytest.approx(now * NO_LONGER), pytest.approx(now * NOT_YET))

    @pytest.mark.parametrize(("days", "share"), [(0, 1.0), (365, OLD_NEWS), (3650, OLD_NEWS)])
    def test_news_grow_old_in_a_year(self, days, share):
        fresh, old = ranks(
            "低保",
            candidate(kind="news", title="低保", day=TODAY),
            candidate(kind="news", title="低保", day=TODAY - datetime.timedelta(days=days)),
        )

        assert old == pytest.approx(fresh * share)


@pytest.mark.django_db
def test_a_text_that_has_all_that_was_asked_for_has_the_whole_of_it():
    assert (_share(Asked("孤儿"), "孤儿津贴"), _share(Asked("孤儿"), "低保")) == (1, 0)
