"""Number, issuers, level, dates, and what an editor must look at."""

from datetime import date

import pytest

from home.importing.domain.dates import read_date
from home.importing.domain.details import details_of
from home.importing.domain.document import understand
from home.importing.domain.reading.lines import Line
from home.importing.domain.structure import Piece, structure
from tests.factories.documents import NOTICE

PIECES = structure([Line(text) for text in NOTICE])


def with_(*texts):
    return details_of([*PIECES[:-2], *(Piece(text) for text in texts), *PIECES[-2:]])


def test_number_issuer_level_and_dates_are_recognised():
    details = details_of(PIECES)

    assert (details.number, details.issuer, details.level) == ("甲民〔2026〕12号", "甲县民政局", "county")
    assert (details.issued_on, details.in_force_from, details.in_force_until) == (
        date(2026, 1, 5),
        date(2026, 3, 1),
        date(2028, 12, 31),
    )
    assert details.doubts == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇一六年二月四日", date(2016, 2, 4)),
        ("二○一六年二月四日", date(2016, 2, 4)),
        ("二〇二六年十一月二十一日", date(2026, 11, 21)),
        ("2026 年 1 月 5 日", date(2026, 1, 5)),
        ("2026年１月５日", date(2026, 1, 5)),
        ("2026-01-05", date(2026, 1, 5)),
        ("2026年2月30日", None),
        ("去年", None),
    ],
)
def test_dates_in_both_kinds_of_figures(text, day):
    assert read_date(text) == day


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("民政部", "national"),
        ("国务院办公厅", "national"),
        ("测试省民政厅", "province"),
        ("测试市人民政府办公室", "city"),
        ("甲县未成年人保护工作委员会", "county"),
        ("测试市甲县民政局", "county"),
        ("测试省测试市民政局", "city"),
        ("甲县市场监督管理局", "county"),
    ],
)
def test_the_level_follows_from_the_issuers_name(issuer, level):
    details = details_of([*PIECES[2:-2], Piece(issuer), Piece("2026年1月5日")])

    assert (details.issuer, details.level) == (issuer, level)


def test_several_issuers_are_joined():
    details = details_of([*PIECES[2:-2], Piece("甲县民政局　甲县教育局"), Piece("甲县公安局"), Piece("2026年1月5日")])

    assert details.issuer == "甲县民政局、甲县教育局、甲县公安局"


def test_a_sites_table_of_facts_fills_what_the_text_does_not_say():
    details = details_of(PIECES[4:-2], ["发文字号：甲民〔2026〕3号", "发布机构：甲县民政局", "成文日期：2026-02-03"])

    assert (details.number, details.issuer, details.issued_on) == ("甲民〔2026〕3号", "甲县民政局", date(2026, 2, 3))


class TestInForce:
    def test_from_the_day_of_issue(self):
        pieces = [piece for piece in PIECES if "施行" not in piece.text]
        details = details_of([*pieces[:-2], Piece("本办法自印发之日起施行。"), *pieces[-2:]])

        assert (details.in_force_from, details.in_force_until) == (date(2026, 1, 5), None)

    @pytest.mark.parametrize("text", ["本办法有效期五年。", "本办法自公布之日起30日后施行。"])
    def test_what_must_be_worked_out_is_left_to_the_editor(self, text):
        assert [(row["code"], row["at"]) for row in with_(text).doubts] == [("work_out_date", len(PIECES) - 2)]

    def test_dates_that_contradict_are_not_entered(self):
        details = with_("有效期至2020年1月1日。")

        assert (details.in_force_from, details.in_force_until) == (None, None)
        assert [row["code"] for row in details.doubts] == ["dates_contradict"]


class TestDoubtfulPlaces:
    @pytest.mark.parametrize(
        "text",
        [
            "全县共名儿童得到帮助。",
            "留守儿童由下降了三成。",
            "社会散居孤儿每人每月元。",
            "自年 月 日起执行，另行通知。",
            "依照本办法第 条办理。",
            "按甲民〔2026〕号文件办理。",
            "每个村建成所活动室。",
        ],
    )
    def test_a_figure_lost_before_its_unit(self, text):
        assert [(row["code"], row["at"]) for row in with_(text).doubts] == [("figure_missing", len(PIECES) - 2)]

    @pytest.mark.parametrize(
        "text",
        [
            "全县共120名儿童得到帮助。",
            "每人每月1500元，按年核定。",
            "每年个别走访一次，达到所有家庭。",
            "今年 月底前完成。",
            "约户外活动一次，每月所需经费由县里承担。",
        ],
    )
    def test_a_whole_sentence_is_not_doubted(self, text):
        assert with_(text).doubts == []

    @pytest.mark.parametrize("clause", ["本办法有效期五年。", "有效期五年。"])
    def test_the_place_is_told_from_where_its_clause_begins(self, clause):
        assert [row["where"] for row in with_(f"自2026年6月1日起试行，{clause}").doubts] == [clause]

    def test_a_character_that_could_not_be_read(self):
        assert [row["code"] for row in with_("全县儿童都得到了帮\ufffd。").doubts] == ["damaged_text"]

    def test_a_text_that_is_cut_off(self):
        details = details_of([*PIECES, Piece("各乡镇要认真组织实施，确保每一个孩子都得到及时有效的关爱和")])

        assert [row["code"] for row in details.doubts] == ["cut_off"]

    def test_what_is_missing_is_said_and_nothing_is_invented(self):
        found = understand("孩子的事是大家的事，请每一位邻居都伸出手来。".encode(), "a.txt")

        assert (found.details.number, found.details.issuer, found.details.issued_on) == ("", "", None)
        assert [row["code"] for row in found.details.doubts] == [
            "no_title",
            "no_number",
            "no_issuer",
            "no_date",
            "no_headings",
        ]
