"""From loose lines to headings and paragraphs, by the numbering of Chinese official documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

CHAPTER, SECTION, TEXT = 2, 3, 0
MAX_HEADING = 40
# Shorter lines are whole; longer ones that stop in mid-sentence were wrapped by a converter.
WRAPPED_FROM = 25

_NUMERAL = "一二三四五六七八九十百零〇"
_CHAPTER = re.compile(rf"^(?:第[{_NUMERAL}\d]+[编章]\s*|[{_NUMERAL}]+、|.{{2,30}}篇[\d{_NUMERAL}]+$)")
_SECTION = re.compile(rf"^(?:第[{_NUMERAL}\d]+节\s*|[（(][{_NUMERAL}]+[)）])")
_NUMBERED = re.compile(rf"^(?:第[{_NUMERAL}\d]+条|\d+[、.．]|[（(]\d+[)）])")
_ENDS = re.compile(r"[。！？!?；;：:…][”’」』）)\"]*$")
_INLINE = re.compile(rf"\s+(?=[{_NUMERAL}]+、|[（(][{_NUMERAL}]+[)）]|[{_NUMERAL}]是)")


@dataclass(frozen=True)
class Piece:
    """A heading (level 2 or 3) or a paragraph (level 0)."""

    text: str
    level: int = TEXT


def structure(lines: list[str]) -> list[Piece]:
    """Headings and paragraphs, in order; every character but white space of the lines is kept."""
    return [piece for paragraph in _joined(lines) for part in _INLINE.split(paragraph) for piece in _pieces(part)]


def _joined(lines: list[str]) -> Iterator[str]:
    """Paragraphs, with lines wrapped by a converter put together again."""
    paragraph = ""
    for line in (line.strip() for line in lines):
        if not line:
            continue
        if paragraph and _continues(paragraph, line):
            paragraph += line
        else:
            if paragraph:
                yield paragraph
            paragraph = line
    if paragraph:
        yield paragraph


def _continues(paragraph: str, line: str) -> bool:
    if _level(line) or _NUMBERED.match(line) or _ENDS.search(paragraph):
        return False
    return len(paragraph) >= WRAPPED_FROM


def _level(text: str) -> int:
    return CHAPTER if _CHAPTER.match(text) else SECTION if _SECTION.match(text) else TEXT


def _pieces(text: str) -> Iterator[Piece]:
    """A heading, the heading and the text that follows it in the same line, or a paragraph."""
    level = _level(text)
    if not level:
        yield Piece(text)
        return
    heading, rest = _split_heading(text)
    if len(heading) > MAX_HEADING:
        yield Piece(text)
        return
    yield Piece(heading.rstrip("。"), level)
    if rest:
        yield Piece(rest)


def _split_heading(text: str) -> tuple[str, str]:
    match = re.match(rf"^(.{{2,{MAX_HEADING}}}?)(?:。|\s+)(?=\S)(.*)$", text)
    return (match[1], match[2]) if match else (text, "")
