"""From the cells of a table to its rows: what stands in several of them, and what is said about it."""

from home.importing.domain.reading.lines import Line, Read
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
