"""The numbers that Word writes by itself, and what is written in the style of a heading."""

from tests.factories.notices import HEAD, LONG, read, shown, texts
from tests.factories.office import SPACES, cell, par, point, table


def test_a_new_list_begins_anew_only_where_it_says_so():
    points = [
        point("要求"),
        point("任务"),
        point("又一", number=4),
        point("附则", number=2),
        point("电话", number=2),
    ]

    assert shown("".join(points)) == ["一、要求", "二、任务", "三、又一", "一、附则", "二、电话"]


def test_an_article_stands_apart_from_its_text():
    found = read(HEAD + point("为了儿童，制定本办法。", number=3) + point("适用于全县。", number=3))

    assert texts(found)[2:] == ["第一条", "为了儿童，制定本办法。", "第二条", "适用于全县。"]


def test_a_number_never_runs_into_a_figure():
    assert shown(point("登记。", 2) + point("3000元以下的家庭每月走访。", 2)) == [
        "1.登记。",
        "2. 3000元以下的家庭每月走访。",
    ]


def test_an_empty_point_counts_as_word_counts_it():
    assert shown(point("要求") + point("") + point("附则")) == ["一、要求", "三、附则"]


def test_what_was_a_numbered_heading_before_a_change_is_none():
    before = '<w:pStyle w:val="Heading1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    changed = f"<w:pPrChange><w:pPr>{before}</w:pPr></w:pPrChange>"

    found = read(HEAD + par("现在是正文。", properties=changed))

    assert [(piece.level, piece.text) for piece in found.pieces[2:]] == [(0, "现在是正文。")]


def test_styles_number_too_and_those_that_build_on_them():
    styles = (
        f'<w:styles {SPACES}><w:style w:styleId="Item"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>'
        '</w:style><w:style w:styleId="Own"><w:basedOn w:val="Item"/></w:style></w:styles>'
    ).encode()
    items = [par(text, properties='<w:pStyle w:val="Own"/>') for text in ("身份证", "户口簿")]

    assert shown(point("材料。", number=3) + "".join(items), styles_xml=styles)[2:] == ["1.1 身份证", "1.2 户口簿"]


def test_articles_are_counted_through_all_chapters_where_the_list_says_so():
    levels = [("0", "章", ""), ("1", "条", '<w:lvlRestart w:val="0"/>')]
    definition = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>{more}'
        f'<w:lvlText w:val="第%{int(level) + 1}{word_}"/></w:lvl>'
        for level, word_, more in levels
    )
    numbering = (
        f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="1">{definition}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    ).encode()
    points = [("总则", 0), ("为了儿童。", 1), ("适用全县。", 1), ("附则", 0), ("自印发之日起施行。", 1)]

    found = shown("".join(point(*one) for one in points), numbering_xml=numbering)

    assert [text for text in found if text.startswith("第")] == [
        "第一章　总则",
        "第一条",
        "第二条",
        "第二章　附则",
        "第三条",
    ]


def test_a_column_that_only_counts_keeps_its_numbers():
    rows = [["序号", "姓名"], [cell(point("", 2)), "演示甲"], [cell(point("", 2)), "演示乙"]]

    assert read(HEAD + table(*rows)).pieces[-1].rows == (("序号", "姓名"), ("1.", "演示甲"), ("2.", "演示乙"))


def test_a_whole_sentence_in_the_style_of_a_heading_is_text():
    styles = f'<w:styles {SPACES}><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles>'.encode()
    sentence, heading = (
        par(text, properties='<w:pStyle w:val="1"/>') for text in ("第一条　本办法适用于全县。", "保障对象")
    )

    found = read(HEAD + heading + sentence + par(LONG), styles_xml=styles)

    assert [piece.text for piece in found.pieces if piece.level] == ["保障对象", "第一条"]
