"""The blocks of a draft: what stands together is one block, and each doubt is marked where it is."""

from home.importing.domain.body import MAX_WHERE, body_of
from home.importing.domain.details import Details
from home.importing.domain.document import Understood
from home.importing.domain.structure import Piece


def blocks(*pieces, doubts=()):
    document = Understood("text", "办法", list(pieces), Details(doubts=list(doubts)), [])
    return [(block["type"], block["value"]) for block in body_of(document)]


def ids(*pieces):
    return [block["id"] for block in body_of(Understood("text", "办法", list(pieces), Details(), []))]


def doubt(code, at, where="此处"):
    return {"code": code, "at": at, "where": where}


def test_paragraphs_and_lists_that_follow_each_other_are_one_block():
    assert blocks(Piece("甲 < 乙"), Piece("一", style="ul"), Piece("二", style="ul"), Piece("三", style="ol")) == [
        ("paragraph", "<p>甲 &lt; 乙</p><ul><li>一</li><li>二</li></ul><ol><li>三</li></ol>")
    ]


def test_a_heading_stands_by_itself_with_its_level():
    assert blocks(Piece("前"), Piece("怎么办", level=3), Piece("后")) == [
        ("paragraph", "<p>前</p>"),
        ("heading", {"text": "怎么办", "level": "3"}),
        ("paragraph", "<p>后</p>"),
    ]


def test_the_first_row_of_a_table_is_its_head_and_a_single_cell_above_it_the_caption():
    ((kind, value),) = blocks(Piece("", rows=(("表一", ""), ("对象", "标准"), ("孤儿", "1284元"))))

    assert (kind, value["caption"]) == ("table", "表一")
    assert value["columns"] == [{"type": "text", "heading": "对象"}, {"type": "text", "heading": "标准"}]
    assert value["rows"] == [{"values": ["孤儿", "1284元"]}]


def test_a_table_of_two_rows_has_no_caption():
    ((_kind, value),) = blocks(Piece("", rows=(("对象", ""), ("孤儿", "1284元"))))

    assert (value["caption"], len(value["rows"])) == ("", 1)


def test_a_doubt_is_marked_after_the_piece_it_is_about():
    found = blocks(Piece("一"), Piece("二"), Piece("三"), doubts=[doubt("odd_word", 1, "x" * 99)])

    assert [kind for kind, _value in found] == ["paragraph", "to_check", "paragraph"]
    assert found[0][1] == "<p>一</p><p>二</p>"
    assert found[1][1] == {"code": "odd_word", "where": "x" * MAX_WHERE, "note": ""}


def test_a_doubt_about_the_whole_text_stands_above_it_and_what_is_missing_in_the_panel_only():
    found = blocks(Piece("一"), doubts=[doubt("scanned_page", None), doubt("no_number", None)])

    assert [value["code"] for kind, value in found if kind == "to_check"] == ["scanned_page"]
    assert found[0][0] == "to_check"


def test_what_did_not_change_keeps_its_address_when_the_text_around_it_did():
    before = ids(Piece("一", level=2), Piece("甲"), Piece("一", level=2), Piece("乙"))
    after = ids(Piece("一", level=2), Piece("甲改"), Piece("一", level=2), Piece("乙"))

    assert len(set(before)) == 4
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, True, True]
