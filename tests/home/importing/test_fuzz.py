"""Generated and mutated documents of all four kinds: refused or understood, in time, and no sentence lost unlisted."""

import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from home.importing.domain.document import understand
from home.importing.domain.problems import CannotImport
from home.importing.domain.reading.lines import Refused
from home.importing.domain.sandbox import read_apart
from tests.factories.documents import NOTICE, page, pdf, word

OURS = settings(deadline=5_000, max_examples=120, suppress_health_check=list(HealthCheck), derandomize=True)
FEWER = settings(OURS, max_examples=40)

WORDS = [
    "儿童",
    "走访",
    "登记",
    "关爱",
    "县民政局",
    "乡镇",
    "每月",
    "补贴",
    "家庭",
    "学校",
    "监护人",
    "下载",
    "版权",
    "分享",
    "会员",
    "客服",
    "打印",
    "首页",
    "第一条",
    "一、",
    "年",
    "月",
    "元",
    "名",
    "2026",
    "12",
]
STARTS = [
    *("", "一、", "（一）", "1.", "（2）", "第一条　", "第二章 ", "二、 ", "附件：", "　　", "1、本文档"),
    *("打印本页 ", "上一篇：", "第3页"),
]
ENDS = ["。", "；", "", "：", "！", "】", "\ufffd", " 元", "年 月 日"]
sentences = st.builds(
    lambda start, middle, end: start + "".join(middle) + end,
    st.sampled_from(STARTS),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=12),
    st.sampled_from(ENDS),
)
readable = sentences.filter(lambda text: "\ufffd" not in text)
texts = st.lists(sentences, min_size=1, max_size=25)
TAGS = [
    "p",
    "div",
    "li",
    "td",
    "h1",
    "h2",
    "h3",
    "nav",
    "footer",
    "section",
    "span",
    "tr",
    "table",
    "ul",
    "article",
    "form",
]


def bare(text):
    """Without what structure may take away or put in: white space, and the full stop after a heading."""
    return re.sub(r"[\s。|•]", "", text)


def lost(sentences, found):
    """The sentences that are neither in the draft nor in the list of what was left out.

    A sentence may be divided (a title taken out of a line): then each of its characters is still somewhere.
    """
    places = [found.title, "".join(piece.words for piece in found.pieces), *found.dropped]
    missing = Counter(bare("".join(sentences))) - Counter(bare("".join(places)))
    gone = [one for one in map(bare, sentences) if one and not any(one in bare(place) for place in places)]
    return gone if missing else []


def understood(raw, name):
    """What the file says, or None when it is refused; anything else fails the test."""
    try:
        return understand(raw, name)
    except Refused:
        return None


@OURS
@given(texts)
def test_no_sentence_of_a_text_is_lost(given_texts):
    found = understood("\n".join(given_texts).encode(), "a.txt")

    assert found is None or lost(given_texts, found) == []


@FEWER
@given(texts, st.lists(st.lists(sentences, min_size=2, max_size=2), max_size=4))
def test_no_sentence_of_a_word_document_is_lost(given_texts, rows):
    found = understood(word([text.replace("\ufffd", "口") for text in given_texts], table=rows), "a.docx")

    cells = [text for row in rows for text in row]
    expected = [text.replace("\ufffd", "口") for text in given_texts] + cells
    assert found is None or lost(expected, found) == []


@FEWER
@given(
    st.lists(
        st.lists(sentences.filter(lambda text: "\ufffd" not in text), min_size=1, max_size=20), min_size=1, max_size=4
    )
)
def test_no_sentence_of_a_pdf_is_lost(pages):
    found = understood(pdf(pages), "a.pdf")

    assert found is None or lost([text for lines in pages for text in lines], found) == []


@OURS
@given(
    st.lists(st.tuples(st.sampled_from(TAGS), sentences, st.sampled_from(["", "both", "open", "close"])), max_size=30)
)
def test_no_sentence_of_a_web_page_is_lost_whatever_its_tags(parts):
    opened = {"both": "<{}>", "open": "<{}>"}
    closed = {"both": "</{}>", "close": "</{}>"}
    body = "".join(
        f"{opened.get(how, '').format(tag)}{text}{closed.get(how, '<br>').format(tag)}" for tag, text, how in parts
    )

    found = understood(page(body), "a.html")

    assert found is None or lost([text for _tag, text, _how in parts], found) == []


SEEDS = {
    "a.docx": word(table=[["类别", "标准"], ["孤儿", "1500元"]]),
    "a.pdf": pdf(),
    "a.html": page("".join(f"<p>{line}</p>" for line in NOTICE) + "<table><tr><td>一<td>二<tr><td>三<td>四</table>"),
    "a.txt": "\n".join(NOTICE).encode("gb18030"),
}
mutations = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "double", "insert"]), st.floats(0, 1), st.integers(1, 60), st.binary(max_size=8)
    ),
    min_size=1,
    max_size=5,
)


def mutated(raw, changes):
    for how, where, length, more in changes:
        at = int(where * max(len(raw) - 1, 0))
        part = raw[at : at + length]
        new = {"flip": bytes(byte ^ 0x55 for byte in part), "cut": b"", "double": part * 2, "insert": more + part}[how]
        raw = raw[:at] + new + raw[at + length :]
    return raw


@pytest.mark.parametrize("name", SEEDS)
@OURS
@given(changes=mutations)
def test_a_damaged_file_is_understood_or_refused(name, changes):
    raw = mutated(SEEDS[name], changes)

    found = understood(raw, name)

    assert found is None or all(piece.words for piece in found.pieces)


@OURS
@given(changes=mutations)
def test_a_damaged_text_loses_nothing_either(changes):
    raw = mutated("\n".join(NOTICE).encode(), changes)

    found = understood(raw, "a.txt")

    if found and "repaired" not in {row["code"] for row in found.details.doubts}:
        text = raw.decode("utf-8-sig", "ignore") if _is_utf8(raw) else ""
        assert not text or lost(text.splitlines(), found) == []


def _is_utf8(raw):
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


@settings(OURS, max_examples=8, deadline=25_000)
@given(name=st.sampled_from(sorted(SEEDS)), changes=mutations)
def test_the_sandbox_answers_in_time_whatever_it_is_given(name, changes):
    try:
        found = read_apart(mutated(SEEDS[name], changes), name)
    except CannotImport:
        return

    assert found.pieces or found.title
