"""What a style of a Word document says about the paragraphs set in it, and what it takes from the one it builds on."""

import pytest
from lxml import etree

from home.importing.domain.reading.numbering import Numbering
from home.importing.domain.reading.word_styles import Styles, child_of, looks_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def xml(text):
    """Elements with `w:` as Word writes them."""
    return etree.fromstring(f'<w:x xmlns:w="{W}">{text}</w:x>')


def styles(text):
    return Styles(xml(text))


def style(key, inside, kind="paragraph"):
    return f'<w:style w:type="{kind}" w:styleId="{key}">{inside}</w:style>'


def named(name):
    return styles(style("a", f'<w:name w:val="{name}"/>')).part_of("a")


NAMES = {"Title": "title", "标题": "title", "heading 1": "h1", "Heading 2": "h2", "标题 3": "h3", "heading 9": "h3"}
NAMES |= {"heading": "p", "my heading 1": "p", "正文": "p"}


@pytest.mark.parametrize(("name", "part"), NAMES.items())
def test_a_style_is_a_heading_by_its_name(name, part):
    assert named(name) == part


@pytest.mark.parametrize(("level", "part"), [("0", "h1"), ("1", "h2"), ("2", "h3"), ("8", "h3"), ("9", "p")])
def test_or_by_its_level_in_the_outline(level, part):
    assert styles(style("a", f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr>')).part_of("a") == part


def test_a_style_of_a_table_of_contents_is_no_heading():
    found = styles(style("a", '<w:name w:val="toc 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'))

    assert (found.contents, found.part_of("a")) == ({"a"}, "p")


def test_a_style_is_what_the_one_is_that_it_builds_on():
    found = styles(
        style("a", '<w:name w:val="heading 2"/><w:pPr><w:jc w:val="center"/></w:pPr>')
        + style("b", '<w:basedOn w:val="a"/>')
        + style("c", '<w:basedOn w:val="b"/><w:pPr><w:jc w:val="left"/></w:pPr>')
    )

    assert [found.part_of(key) for key in "abc"] == ["h2", "h2", "h2"]
    assert [found.is_centred(key) for key in "abc"] == [True, True, False]


def test_styles_that_build_on_each_other_end():
    found = styles(style("a", '<w:basedOn w:val="b"/>') + style("b", '<w:basedOn w:val="a"/>'))

    assert (found.part_of("a"), found.is_centred("b")) == ("p", False)


def test_how_text_is_set_comes_from_the_document_the_paragraph_and_the_run_in_this_order():
    found = styles(
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/><w:b/></w:rPr></w:rPrDefault></w:docDefaults>'
        + style("p", '<w:rPr><w:sz w:val="32"/></w:rPr>')
        + style("r", '<w:rPr><w:b w:val="0"/></w:rPr>', "character")
    )

    assert found.looks("", "") == {"size": 21, "b": True}
    assert found.looks("", "p") == {"size": 32, "b": True}
    assert found.looks("r", "p") == {"size": 32, "b": False}


def test_a_paragraph_without_a_style_is_set_as_the_default_one():
    text = '<w:style w:type="paragraph" w:default="1" w:styleId="n"><w:pPr><w:jc w:val="center"/></w:pPr></w:style>'

    assert styles(text).is_centred("") is True


def test_the_list_of_a_style_and_its_level():
    number = '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr></w:pPr>'
    found = styles(style("a", number) + style("b", '<w:basedOn w:val="a"/>'))

    assert [found.list_of(key, Numbering(None)) for key in ("a", "b", "c")] == [("7", 1), ("7", 1), ("", 0)]


@pytest.mark.parametrize("off", ["0", "false", "off", "none"])
def test_bold_and_hidden_can_be_switched_off(off):
    assert looks_of(xml(f'<w:b w:val="{off}"/><w:vanish w:val="{off}"/>')) == {"b": False, "vanish": False}
    assert looks_of(xml("<w:b/><w:vanish/>")) == {"b": True, "vanish": True}


def test_a_typeface_of_headings_is_known():
    assert looks_of(xml('<w:rFonts w:eastAsia="黑体"/>')) == {"black": True}
    assert looks_of(xml('<w:rFonts w:ascii="SimHei"/>')) == {"black": True}
    assert looks_of(xml('<w:rFonts w:eastAsia="仿宋"/>')) == {"black": False}


def test_nothing_has_no_looks_and_no_children():
    assert (looks_of(None), child_of(None, "rPr"), child_of(xml("<w:b/>"), "rPr")) == ({}, None, None)
    assert child_of(xml("<w:rPr><w:b/></w:rPr><w:rPr/>"), "rPr")[0].tag == f"{{{W}}}b"
