"""From loose lines to headings and paragraphs, by the numbering of Chinese official documents."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .reading.lines import Line
from .reading.titles import TITLED

CHAPTER, SECTION, TEXT = 2, 3, 0
MAX_HEADING = 40
# The block takes 80 characters; a styled heading may be as long as that.
MAX_STYLED = 80
# Shorter lines are whole; longer ones that stop in mid-sentence were wrapped by a converter.
WRAPPED_FROM = 25
# In narrow columns lines are shorter; then nearly all of them are equally long.
NARROWEST, LINES_TO_TELL = 10, 8
HEAD = 12
# A sentence that is a numbered point of its own is no heading.
LONGEST_POINT = 20
LONGEST_STRONG = 30
MISSING = 3
LAST = 12

_CN = "一二三四五六七八九十百零〇两"
_ANY = rf"{_CN}\d０-９"
# The ways of numbering, the widest first.
FAMILIES = {
    "part": re.compile(rf"^(?:第\s*[{_ANY}]+\s*[编篇]\s*|.{{2,30}}篇[\d{_CN}]+$)"),
    "chapter": re.compile(rf"^第\s*[{_ANY}]+\s*章\s*"),
    "section": re.compile(rf"^第\s*[{_ANY}]+\s*节\s*"),
    "first": re.compile(rf"^[{_CN}]+\s*[、．.]\s*"),
    "second": re.compile(rf"^[（(]\s*[{_CN}]+\s*[)）]\s*"),
    "third": re.compile(r"^[\d０-９]{1,2}\s*[、.．](?![\d０-９])\s*"),
    "fourth": re.compile(r"^[（(]\s*[\d０-９]{1,2}\s*[)）]\s*"),
}
WIDE = ("part", "chapter", "section", "first", "second")
# 1. and （1） number lists as often as headings: they are headings only where text stands below each.
NARROW = ("third", "fourth")
# What follows the signature has a heading of its own; "附件：1. …" names it before.
_ANNEX = re.compile(rf"^附\s*[件表]\s*(?:[{_ANY}]{{1,3}}\s*[:：]?)?$")
_SIGNATURE = re.compile(r"^(?:\d{4}|[〇○零一二三四五六七八九]{4})年.{1,3}月.{1,3}日$")
# A numbered point that says from when it holds is no heading.
_CLOSING = re.compile("起(?:施行|实施|执行)|负责解释|废止")
_ARTICLE = re.compile(rf"^第\s*([{_ANY}]+)\s*条(?![款项])\s*")
_ENDS = re.compile(r"[。！？!?；;：:…][”’」』）)\"]*$")
_SENTENCE = re.compile("[。；！？]")
_INLINE = re.compile(rf"\s+(?=[{_CN}]+、|[（(][{_CN}]+[)）]|[{_CN}]是)")
_DIGITS = {character: number for number, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_TITLE_BLOCK = {"h1": 1, "h2": 2, "h3": 3}


@dataclass(frozen=True)
class Piece:
    """A heading (level 2 or 3), a paragraph (level 0), an item of a list (`style`) or a table (`rows`)."""

    text: str
    level: int = TEXT
    style: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> str:
        """All its text, of a table too."""
        return self.text or "\n".join(" ".join(row) for row in self.rows)


@dataclass
class _Found:
    """A piece and the kind of numbering that may make a heading of it."""

    piece: Piece
    family: str = ""
    rest: str = ""
    whole: str = ""


def structure(lines: list[Line]) -> list[Piece]:
    """Headings and paragraphs, in order; every character but white space of the lines is kept."""
    found = [one for line in _joined(lines) for one in _parts(line)]
    _number_articles(found)
    for family in NARROW:
        _only_headings(found, family)
    _only_strong(found)
    _without_points(found)
    return _in_order(list(_levelled(found)))


def chinese_number(text: str) -> int:
    """一百二十三 or 123 or １２３; 0 when it is none."""
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for character in text:
        if unit := {"十": 10, "百": 100, "千": 1000}.get(character):
            total, digit = total + (digit or 1) * unit, 0
        else:
            digit = _DIGITS.get(character, 0)
    return total + digit


def _joined(lines: list[Line]) -> Iterator[Line]:
    """Paragraphs, with lines wrapped by a converter put together again."""
    paragraph, wrapped_from = "", _wrapped_from(lines)
    for number, line in enumerate(lines):
        text = line.text.strip()
        if not line.words.strip():
            continue
        begins = number < HEAD and _is_title(paragraph, text)
        if line.style == "" and len(paragraph) >= wrapped_from and not begins and _continues(paragraph, text):
            apart = paragraph[-1].isascii() and text[0].isascii() and paragraph[-1].isalpha() and text[0].isalpha()
            paragraph += f" {text}" if apart else text
            continue
        if paragraph:
            yield Line(paragraph)
        paragraph = text if line.style in {"", "open"} else ""
        if not paragraph:
            yield replace(line, text=text)
    if paragraph:
        yield Line(paragraph)


def _continues(paragraph: str, line: str) -> bool:
    starts = _family(line) or _ARTICLE.match(line) or _ANNEX.match(line) or _SIGNATURE.match("".join(line.split()))
    # Only its end is looked at: a text without a full stop may be one paragraph of 500,000 characters.
    return not (starts or _ENDS.search(paragraph[-LAST:]))


def _is_title(paragraph: str, line: str) -> bool:
    """A title stands above whom the document is for, or at least names its kind."""
    return bool(TITLED.search(paragraph)) and ("关于" in paragraph or line.endswith(("：", ":")))


def _wrapped_from(lines: list[Line]) -> int:
    """From how many characters on a line was wrapped: fewer than usual where many lines are as long as the longest."""
    texts = [line.text.strip() for line in lines if line.style in {"", "open"} and line.text.strip()]
    longest = sorted(map(len, texts))[len(texts) * 9 // 10] if texts else 0
    full = sum(1 for text in texts if longest - 2 <= len(text) <= longest + 2)
    ends = sum(1 for text in texts if _ENDS.search(text))
    told = len(texts) >= LINES_TO_TELL and full * 5 >= len(texts) * 2 and ends * 10 >= len(texts)
    return max(longest - 2, NARROWEST) if told and longest < WRAPPED_FROM + 2 else WRAPPED_FROM


def _family(text: str) -> str:
    return next((name for name, pattern in FAMILIES.items() if pattern.match(text)), "")


def _parts(line: Line) -> Iterator[_Found]:
    if line.style == "table":
        yield _Found(Piece("", style="table", rows=line.rows))
    elif line.style in {"ul", "ol"}:
        yield _Found(Piece(line.text, style=line.style))
    elif line.style in {"title", *_TITLE_BLOCK} and len(line.text) <= MAX_STYLED and not _is_sentence(line.text):
        yield _Found(Piece(line.text), line.style)
    else:
        parts = _INLINE.split(line.text)
        for part in parts:
            yield _plain_part(part, strong=line.strong and not line.centred and len(parts) == 1)


def _is_sentence(text: str) -> bool:
    """Offices number whole sentences with the style of a heading."""
    return (len(text) > LONGEST_POINT or bool(_ARTICLE.match(text))) and bool(_ENDS.search(text))


def _plain_part(text: str, *, strong: bool) -> _Found:
    """A heading, the heading and the text that follows it in the same line, or a paragraph."""
    family = _family(text)
    if _ANNEX.match(text):
        return _Found(Piece(text), "annex")
    if strong and not family and len(text) <= LONGEST_STRONG and not _ENDS.search(text):
        return _Found(Piece(text), "strong")
    one_sentence = text.endswith("。") and len(text) > LONGEST_POINT and text.count("。") == 1
    if family in WIDE and not one_sentence and not text.endswith(("；", ";")):
        heading, rest = _split_heading(text, family)
        if len(heading) <= MAX_HEADING and not _CLOSING.search(heading):
            return _Found(Piece(heading.rstrip("。")), family, rest, text)
    elif family and len(text) <= MAX_HEADING and not _ENDS.search(text):
        return _Found(Piece(text), family)
    return _Found(Piece(text))


def _split_heading(text: str, family: str) -> tuple[str, str]:
    """At the first full stop, or at a space before a sentence; 总　则 stays one word."""
    number = FAMILIES[family].match(text)
    start = number.end() if number else 0
    match = re.match(rf"^(.{{1,{MAX_HEADING}}}?)(。|\s+)(?=\S)(.*)$", text[start:])
    if match and (match[2] == "。" or len(text) > MAX_HEADING or _SENTENCE.search(match[3])):
        return text[:start] + match[1], match[3]
    return text, ""


def _number_articles(found: list[_Found]) -> None:
    """第X条 begins an article only where it is the next one: 第三条规定的… may begin a line by chance."""
    expected = 1
    for one in found:
        expected = 1 if one.family == "annex" else expected
        match = _ARTICLE.match(one.piece.text) if not one.family and not one.piece.style else None
        number = chinese_number("".join(match[1].split())) if match else 0
        # An article may be missing; then only a space tells 第三条　本办法… from 第三条规定的….
        skipped = match is not None and match[0][-1:].isspace() and expected < number <= expected + MISSING
        if not match or not (number == expected or skipped):
            continue
        expected = number + 1
        rest = one.piece.text[match.end() :]
        titled = len(rest) <= MAX_HEADING // 2 and not re.search(r"[。；，：:]", rest)
        one.piece = Piece(one.piece.text if titled else one.piece.text[: match.end()].strip())
        one.family, one.rest = "article", "" if titled else rest


def _only_headings(found: list[_Found], family: str) -> None:
    """Numbered lines are headings when each has text below it; two in a row make them a list."""
    numbers = [position for position, one in enumerate(found) if one.family == family]
    following = [found[position + 1] if position + 1 < len(found) else None for position in numbers]
    alone = [after is None or bool(after.family) or bool(after.piece.style) for after in following]
    if len(numbers) < 2 or any(alone):
        for position in numbers:
            found[position].family = ""


def _only_strong(found: list[_Found]) -> None:
    """Bold lines are headings where nothing else is, each with text below it."""
    others = any(one.family not in {"", "strong", "title", "annex"} for one in found)
    for position, one in enumerate(found):
        after = found[position + 1] if position + 1 < len(found) else None
        text = after is not None and not after.family and bool(_ENDS.search(after.piece.text))
        if one.family == "strong" and (others or not text or position < 2):
            one.family = ""


def _without_points(found: list[_Found]) -> None:
    """（一）…；（二）…。 is a list: its last point is no heading either."""
    for before, one in itertools.pairwise(found):
        listed = not before.family and before.piece.text.endswith(("；", ";")) and not one.rest
        if listed and one.family in WIDE and _family(before.piece.text) == one.family:
            one.piece, one.family = Piece(one.whole), ""


def _levelled(found: list[_Found]) -> Iterator[Piece]:
    styles = [one.family for one in found if one.family in _TITLE_BLOCK]
    top = min((_TITLE_BLOCK[style] for style in styles), default=0)
    widest = next((name for name in WIDE if any(one.family == name for one in found)), "")
    for position, one in enumerate(found):
        family = one.family
        lone = family == "h1" and styles.count("h1") == 1 and position < HEAD
        if family == "title" or (lone and (len(styles) > 1 or TITLED.search(one.piece.text))):
            yield replace(one.piece, style="title")
        elif family in _TITLE_BLOCK:
            below = styles.count("h1") == 1 and one.family != "h1" and len(styles) > 1
            first = min((_TITLE_BLOCK[s] for s in styles if s != "h1"), default=top) if below else top
            yield replace(one.piece, level=CHAPTER if _TITLE_BLOCK[family] == first else SECTION)
        elif family:
            yield replace(one.piece, level=CHAPTER if family in {widest, "annex"} else SECTION)
        else:
            yield one.piece
        if one.rest:
            yield Piece(one.rest)


def _in_order(pieces: list[Piece]) -> list[Piece]:
    """A section before the first chapter is itself a chapter: no level is left out."""
    first = next((number for number, piece in enumerate(pieces) if piece.level == CHAPTER), len(pieces))
    return [
        replace(piece, level=CHAPTER) if number < first and piece.level else piece
        for number, piece in enumerate(pieces)
    ]
