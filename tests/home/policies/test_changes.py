"""A policy as it is compared: by article or heading, each block in lines of its own."""

import pytest

from home.models import PolicyPage
from home.policies.domain.changes import Section, _alike, sections

pytestmark = pytest.mark.django_db
TABLE = {"columns": [{"type": "text", "heading": "对象"}, {"type": "text", "heading": "标准"}]}
TABLE |= {"rows": [{"values": ["孤儿", "1284元"]}, {"values": ["低保儿童", ""]}], "caption": ""}


def body(*blocks):
    """The sections of a policy with these blocks and no facts."""
    raw = [{"type": kind, "value": value, "id": str(number)} for number, (kind, value) in enumerate(blocks)]
    page = PolicyPage(title="办法")
    page.body = PolicyPage._meta.get_field("body").stream_block.to_python(raw)
    return sections(page)


def heading(text, level="2"):
    return ("heading", {"text": text, "level": level})


def test_each_paragraph_of_a_block_is_a_line():
    assert body(("paragraph", "<p>每月发放。</p><p>逐人核对。</p>")) == [Section("", "开头", "每月发放。\n逐人核对。")]


def test_a_heading_begins_a_section_and_is_no_line_of_it():
    assert body(("paragraph", "<p>前言</p>"), heading("怎么办"), ("paragraph", "<p>到乡镇去。</p>"))[1:] == [
        Section("怎么办", "怎么办", "到乡镇去。")
    ]


def test_a_heading_with_nothing_under_it_is_a_section_too():
    assert body(heading("附则")) == [Section("附则", "附则", "")]


def test_an_article_begins_a_section_within_a_block():
    found = body(("paragraph", "<p>第一条　周六开放</p><p>节日除外。</p><p>第二条　不收费</p>"))

    assert [(one.label, one.text) for one in found] == [("第一条", "周六开放\n节日除外。"), ("第二条", "不收费")]


def test_a_table_is_its_head_and_its_rows_a_line_each():
    assert body(heading("标准"), ("table", TABLE))[0].text == "对象 | 标准\n孤儿 | 1284元\n低保儿童 | "


@pytest.mark.parametrize("empty", ["<p></p>", "<p> </p>"])
def test_an_empty_paragraph_is_no_line(empty):
    assert body(heading("一"), ("paragraph", f"<p>有</p>{empty}<p>话</p>"))[0].text == "有\n话"


@pytest.mark.parametrize(("one", "other", "share"), [("一二三", "二三四", 1 / 3), ("一二", "三四", 0), ("一", "一", 0)])
def test_two_sections_are_alike_by_the_pairs_of_characters_both_have(one, other, share):
    assert _alike(Section("", "", one), Section("", "", other)) == share
