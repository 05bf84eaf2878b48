"""What a document says of itself, asked of each function by name."""

from datetime import date

import pytest

from home.importing.domain.doubts import MAX_PLACES, doubt, places
from home.importing.domain.in_force import InForce
from home.importing.domain.issue import bare, bodies_in, issuers_of, level_of, own_number, proclaimed, signature_of
from home.importing.domain.reading.characters import plain, raised, symbol
from home.importing.domain.reading.lines import Line, Read, Refused
from home.importing.domain.reading.pdf_columns import in_columns
from home.importing.domain.reading.tables import Cell, table_of
from home.importing.domain.reading.titles import mark_title
from home.importing.domain.reading.trees import tree
from home.importing.domain.structure import Piece


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("甲民〔2026〕12号", "甲民〔2026〕12号"),
        ("甲县民政局文件 甲民〔2026〕 12号", "甲民〔2026〕12号"),
        ("关于加强工作的通知（甲民〔2026〕12号）", "甲民〔2026〕12号"),
        ("根据甲民〔2026〕12号", ""),
        ("甲县民政局", ""),
    ],
)
def test_a_number_is_its_own_when_the_line_is(line, number):
    assert own_number(line) == number


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("国务院办公厅", "national"),
        ("民政部", "national"),
        ("测试省民政厅", "province"),
        ("乙市教育局", "city"),
        ("甲县民政局、测试省民政厅", "county"),
        ("甲县市场监督管理局", "county"),
        ("石塘镇人民政府", ""),
    ],
)
def test_the_level_is_that_of_the_first_body(issuer, level):
    assert level_of(issuer) == level


def test_who_signed_stands_above_the_day():
    pieces = [Piece("标题"), Piece("正文很长。"), Piece("甲县民政局"), Piece("甲县教育局"), Piece("2026年1月5日")]

    assert signature_of(pieces) == 4
    assert issuers_of(pieces, 4) == "甲县民政局、甲县教育局"
    assert (signature_of(pieces[:2]), issuers_of(pieces[:2], None)) == (None, "")
    assert issuers_of([Piece("甲县民政局文件"), Piece("正文很长。")], None) == "甲县民政局"


def test_a_line_of_names_holds_nothing_else():
    assert bodies_in("甲县民政局 甲县教育局") == ["甲县民政局", "甲县教育局"]
    assert bodies_in("大家好") == []
    assert bare("甲 县\n民") == "甲县民"
    assert proclaimed([Piece("（2026年1月5日甲县人民政府令第3号公布）")]) == date(2026, 1, 5)
    assert proclaimed([Piece("正文")]) is None


@pytest.mark.parametrize(
    ("text", "issued", "since", "until", "codes"),
    [
        ("本办法自2026年3月1日起施行，有效期至2028年2月29日。", None, date(2026, 3, 1), date(2028, 2, 29), []),
        ("本办法自发布之日起施行。", date(2026, 1, 5), date(2026, 1, 5), None, []),
        ("自2026年3月1日至2027年3月1日施行", None, date(2026, 3, 1), date(2027, 3, 1), []),
        ("自2026年3月1日至2025年3月1日施行", None, None, None, ["dates_contradict"]),
        ("有效期2年。", None, None, None, ["work_out_date"]),
        ("原办法同时废止。", None, None, None, ["repeals"]),
        ("此件不公开", None, None, None, ["not_public"]),
        ("自2020年1月1日起施行", date(2026, 1, 5), None, None, []),
    ],
)
def test_from_when_until_when(text, issued, since, until, codes):
    found = InForce([Piece(text)], issued)

    assert (found.since, found.until, [one["code"] for one in found.doubts]) == (since, until, codes)


def test_doubtful_places_are_named_with_what_stands_around_them():
    assert places([Piece("每人每月 元，共 名。"), Piece("锟斤拷")]) == [
        {"code": "figure_missing", "where": "每人每月 元，共 名。", "at": 0},
        {"code": "figure_missing", "where": "共 名。", "at": 0},
        {"code": "damaged_text", "where": "锟斤拷", "at": 1},
    ]
    assert len(places([Piece("共 名。")] * (MAX_PLACES + 1))) == MAX_PLACES
    assert [
        one["code"] for one in places([Piece("这一段话还没有写完就到了文件末尾后面应该还有别的内容可是没有了")])
    ] == ["cut_off"]
    assert doubt("x", "前文。这里有数字12人", 6, 3) == {"code": "x", "where": "这里有数字12人", "at": 3}


def test_look_alikes_and_signs_become_the_characters_they_show():
    assert (plain("⺠⻓"), plain("民长")) == ("民长", "民长")
    assert [symbol("Wingdings", "\uf0fe"), symbol("wingdings", "\x01"), symbol("SimSun", "a")] == ["☑", "\ufffd", "a"]
    assert (symbol("", "\uf0fe"), symbol("Unknown", "\uf0fe")) == ("\uf0fe", "\ufffd")
    assert (raised("2"), raised("-1"), raised("m2")) == ("²", "⁻¹", "m2")


def cells(*texts: str) -> list[Cell]:
    return [Cell([Line(text)]) for text in texts]


def test_a_table_is_one_line_and_a_single_column_is_text():
    assert [line.rows for line in table_of([cells("甲", "乙"), cells("1", "2")], Read())] == [
        (("甲", "乙"), ("1", "2"))
    ]
    assert [line.text for line in table_of([cells("只有"), cells("一列")], Read())] == ["只有", "一列"]


def test_joined_cells_stand_in_each_row_they_hold_for_and_are_noted():
    found = Read()
    rows = [cells("县", "月"), [Cell([Line("甲县")], down=2), *cells("1")], cells("2")]

    assert table_of(rows, found)[0].rows == (("县", "月"), ("甲县", "1"), ("甲县", "2"))
    assert found.notes == [("cells_joined", "县 月")]


def test_large_lines_in_the_middle_of_the_head_are_the_title():
    head = [Line("甲县民政局文件", size=30, centred=True), Line("关于加强", size=22, centred=True)]
    found = Read([*head, Line("工作的通知", size=22, centred=True), Line("正文。", size=16)])

    mark_title(found)

    assert [line.style for line in found.lines] == ["", "title", "title", ""]


class Box:
    """A line of a page by its place."""

    def __init__(self, x0: float, x1: float, y0: float) -> None:
        self.x0, self.x1, self.y0, self.y1 = x0, x1, y0, y0 + 1


def test_two_columns_are_read_one_after_the_other_below_what_stands_across():
    title = Box(0, 100, 60)
    left, right = ([Box(x, x + 45, 50 - 5 * row) for row in range(6)] for x in (0, 55))
    page = [title, *(line for pair in zip(left, right, strict=True) for line in pair)]

    assert in_columns(page) == [[title], left, right]
    assert in_columns(page[:5]) == [page[:5]]


@pytest.mark.parametrize(
    ("raw", "code"),
    [(b"<a>", "damaged"), (b"<!DOCTYPE a><a/>", "bomb"), (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;', "bomb")],
)
def test_xml_of_an_office_has_no_doctype(raw, code):
    with pytest.raises(Refused) as refused:
        tree(raw)

    assert str(refused.value) == code
    assert tree(b"<a><b/></a>").tag == "a"
