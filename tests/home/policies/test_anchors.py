"""Addresses within a page: articles by their number, headings by what they were first called."""

import re

import pytest

from home.models import PolicyPage
from home.text.anchors import article_of, link_articles, number_of, slug_of
from home.text.contents import article_numbers, contents
from tests.factories import home as make


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103), ("二百一十", 210), ("12", 12), ("１２", 12)],
)
def test_numerals_are_read(numeral, value):
    assert number_of(numeral) == value


@pytest.mark.parametrize(
    ("line", "anchor"),
    [
        ("第三条　儿童之家免费开放", "article-3"),
        ("第二十一条 附则", "article-21"),
        ("第十条之一　补充", "article-10-1"),
        ("第3条：", "article-3"),
        ("第三条", "article-3"),
        ("第三条规定的期限", ""),
        ("第三章　总则", ""),
        ("依照第三条 办理", ""),
    ],
)
def test_a_line_that_begins_an_article_has_its_number_as_address(line, anchor):
    assert article_of(line) == anchor


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("一、总体要求", "总体要求"),
        ("（二）基本原则", "基本原则"),
        ("第一章　总则", "总则"),
        ("3. 怎么办", "怎么办"),
        ("怎么办？", "怎么办"),
        ("2026年的标准", "2026年的标准"),
        ("一次告知", "一次告知"),
        ("What they do", "what-they-do"),
        ("？！", "section"),
    ],
)
def test_a_headings_address_is_its_words_without_its_numbering(heading, slug):
    assert slug_of(heading) == slug


def anchors(page):
    return {entry.text: entry.anchor for entry in contents(PolicyPage.objects.get(pk=page.pk).body)}


def test_nothing_moves_when_a_heading_is_put_before_or_renumbered_or_rewritten(db):
    page = make.policy("p", text="## 一、范围\n字\n## 二、怎么办\n字")
    assert anchors(page) == {"一、范围": "范围", "二、怎么办": "怎么办"}
    page = PolicyPage.objects.get(pk=page.pk)
    raw = list(page.body.raw_data)
    raw[2]["value"]["text"] = "三、办理流程"
    page.body = [{"type": "heading", "value": {"text": "一、怎么办", "level": "2"}}, *raw]
    page.save_revision().publish()
    assert anchors(page) == {"一、怎么办": "怎么办-2", "一、范围": "范围", "三、办理流程": "怎么办"}


def test_the_same_document_imported_again_keeps_its_addresses(db):
    page = make.policy("p", text="## 范围\n字\n## 怎么办\n字")
    before = anchors(page)
    page.body = [
        (block.block_type, {"text": block.value["text"], "level": "2"})
        if block.block_type == "heading"
        else (block.block_type, block.value)
        for block in page.body
    ]
    page.save_revision().publish()
    assert anchors(page) == before


def test_articles_in_paragraphs_can_be_linked_and_repeats_do_not_double_an_address(client, db):
    page = make.policy("p", text="第一条　甲\n第二条　乙\n第二条　又一次\n依照第一条 办理")
    assert article_numbers(page.body) == [("1", "article-1"), ("2", "article-2")]
    text = client.get("/policies/p/").content.decode()
    assert re.findall(r'id="(article-\d+)"', text) == ["article-1", "article-2"]
    assert '<a class="article" href="#article-2">第二条</a>' in text


def test_a_bold_article_number_stays_bold():
    html = link_articles("<p><b>第三条</b> 字</p>", ["article-3"])
    assert html == '<p id="article-3"><b><a class="article" href="#article-3">第三条</a></b> 字</p>'
