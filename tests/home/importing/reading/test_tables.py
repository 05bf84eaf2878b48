"""Tables, lists and pictures as readers find them: what stands in several cells, and what is said about it."""

import pytest
from lxml import etree

from home.importing.domain.reading.lines import Line, Read
from home.importing.domain.reading.markup import read_markup
from home.importing.domain.reading.numbering import _level_of
from home.importing.domain.reading.tables import Cell, table_of


def cell(text, **takes):
    return Cell([Line(text)], **takes)


def test_what_takes_several_rows_stands_in_each_of_them_beside_another_that_does():
    rows = [[cell("甲乡", down=3), cell("东村", down=2), cell("一组")], [cell("二组")], [cell("西村"), cell("三组")]]
    found = Read()

    (table,) = table_of(rows, found)
    assert table.rows == (("甲乡", "东村", "一组"), ("甲乡", "东村", "二组"), ("甲乡", "西村", "三组"))
    assert found.notes == [("cells_joined", "甲乡 东村 一组")]


def test_a_caption_over_the_whole_table_joins_no_cells():
    rows = [[cell("补贴标准", across=2)], [cell("对象"), cell("标准")], [cell("孤儿"), cell("1284元")]]
    found = Read()

    table_of(rows, found)
    assert found.notes == []


@pytest.mark.parametrize(("lines", "kinds"), [(12, [""] * 12), (13, ["table"])])
def test_a_letterhead_set_with_a_table_has_at_most_twelve_lines(lines, kinds):
    texts = ["文件", *("甲" * 9 for _line in range(lines - 1))]
    rows = [[cell(texts[0]), cell(texts[1])], [Cell([Line(text) for text in texts[2:-1]]), cell(texts[-1])]]

    assert [line.style for line in table_of(rows, Read())] == kinds


def test_a_picture_before_all_words_is_noted_with_none():
    assert read_markup(b'<body><p><img src="a.png"></p></body>').notes == [("picture_left_out", "")]


@pytest.mark.parametrize(
    ("given", "legal"), [("", True), ('w:val="1"', True), ('w:val="false"', False), ('w:val="0"', False)]
)
def test_a_level_of_a_list_is_numbered_in_plain_figures_where_it_says_so(given, legal):
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    level = etree.fromstring(f"<w:lvl {space}><w:isLgl {given}/></w:lvl>")

    assert _level_of(level).arabic is legal
