"""The title of a document by its looks: in the middle, and in larger letters than the text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from .lines import Line, Read

HEAD = 25
MAX_TITLE = 120
LARGER = 1.15
SAME = 0.08
# Lines of a letterhead are large and in the middle too.
_LETTERHEAD = re.compile(r"文\s*件$|[〔\[［（(]\s*(?:19|20)\d{2}\s*[〕\]］)）]\s*第?\s*\d+\s*号|^附\s*件\s*\d*\s*$")
# How the titles of official documents end.
TITLED = re.compile(
    r"^关于|(?:通知|意见|办法|规定|方案|条例|计划|细则|决定|公告|通告|纲要|措施|规划|指南|指引|标准|制度|批复|函)"
    r"(?:[（(].{1,24}[)）])?$"
)
_SENTENCE = re.compile(r"[。；！]|[:：]$")


def mark_title(found: Read) -> None:
    """Lines that stand together at the head, in the middle and larger than the text, become the title."""
    lines = found.lines
    if any(line.style == "title" for line in lines[:HEAD]):
        return
    text = _size_of_text(lines)
    first: list[int] = []
    for number, line in enumerate(lines[:HEAD]):
        if _is_large(line, text):
            if first and (number != first[-1] + 1 or abs(line.size - lines[first[0]].size) > SAME * line.size):
                break
            first.append(number)
        elif first:
            break
    if first and sum(len(lines[number].text) for number in first) <= MAX_TITLE:
        for number in first:
            lines[number] = replace(lines[number], style="title")


def _is_large(line: Line, text: float) -> bool:
    whole = line.style in {"", "open", "p", "h1"} and bool(line.text) and line.centred
    other = _LETTERHEAD.search(line.text) or _SENTENCE.search(line.text)
    return whole and line.size >= text * LARGER > 0 and not other


def _size_of_text(lines: list[Line]) -> float:
    """That of most letters; 0 when nothing is known."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.size and not line.centred:
            sizes[line.size] += len(line.text)
    return max(sizes, key=sizes.__getitem__, default=0)
