"""Addresses within a page that stay: 第三条 is always `article-3`, a heading keeps the address it once had."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.utils.html import strip_tags

_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = "[〇零一二两三四五六七八九十百千0-9０-９]+"
_ARTICLE = rf"第\s*(?P<number>{_NUMERAL})\s*条(?:之(?P<part>{_NUMERAL}))?"
# A line that begins with 第三条 and a space is that article; 第三条规定的… only speaks of it.
_BEGINS = re.compile(rf"\s*{_ARTICLE}(?=[\s\u3000：:]|$)")
_PARAGRAPH = re.compile(
    rf"<p(?P<inside>[^>]*)>(?P<before>\s*(?:<(?:b|strong)>)?\s*)(?P<words>{_ARTICLE})(?=[\s\u3000：:<])"
)
_COUNT = "[〇零一二三四五六七八九十百]+"
_NUMBERING = re.compile(rf"(?:第[^编章节]{{1,5}}[编章节]|[(](?:{_COUNT}|\d+)[)]|{_COUNT}[、.]|\d+[、.](?!\d))\s*")
_OTHER = re.compile(r"[^\w]+|_+")
MAX_SLUG = 40


def number_of(numeral: str) -> int:
    """The value of 二十一, 一百零三, 12 or １２."""
    plain = unicodedata.normalize("NFKC", numeral)
    if plain.isdecimal():
        return int(plain)
    total, digit = 0, 0
    for char in plain:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS.get(char, 0)
    return total + digit


def article_of(text: str) -> str:
    """`article-3` when the line begins an article, `article-3-1` for 第三条之一; else empty."""
    match = _BEGINS.match(text)
    return _article(match) if match else ""


def _article(match: re.Match[str]) -> str:
    part = f"-{number_of(match['part'])}" if match["part"] else ""
    return f"article-{number_of(match['number'])}{part}"


def slug_of(text: str) -> str:
    """The words of a heading as an address. Its numbering is left out: it changes when a heading is put before it."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    rest = _NUMBERING.sub("", plain, count=1) if _NUMBERING.match(plain) else plain
    return _OTHER.sub("-", rest or plain).strip("-")[:MAX_SLUG].strip("-") or "section"


@dataclass(frozen=True)
class Anchored:
    """One block of a text with its address; `articles` are those that begin in its paragraphs, "" for a repeat."""

    block: Any
    anchor: str = ""
    articles: list[str] = field(default_factory=list)


def anchored(body: Iterable[Any]) -> list[Anchored]:
    """The blocks of a StreamField, each with the addresses that begin in it; none stands twice."""
    blocks, taken = list(body), set[str]()
    # What was given away once comes first: a heading without an address never takes one that is in use.
    kept = {block.value.get("anchor") for block in blocks if block.block_type == "heading"} - {"", None}
    found = []
    for block in blocks:
        if block.block_type == "heading":
            found.append(Anchored(block, _heading(block.value, taken, kept)))
        elif block.block_type == "paragraph":
            found.append(Anchored(block, articles=[_once(name, taken) for name in _articles_in(str(block.value))]))
        else:
            found.append(Anchored(block))
    return found


def _heading(value: Any, taken: set[str], kept: set[str]) -> str:
    own = article_of(value["text"]) or value.get("anchor") or ""
    name = slug_of(own) if own else slug_of(value["text"])
    candidates = (name if count == 1 else f"{name}-{count}" for count in range(1, 1000))
    free = next(word for word in candidates if word not in taken and (own or word not in kept))
    taken.add(free)
    return free


def _once(name: str, taken: set[str]) -> str:
    if name in taken:
        return ""
    taken.add(name)
    return name


def _articles_in(html: str) -> Iterator[str]:
    return (_article(match) for match in _PARAGRAPH.finditer(html))


def link_articles(html: str, articles: Iterable[str]) -> str:
    """Give each article that begins in these paragraphs its address, and make its number the link to it."""
    names = iter(articles)

    def link(match: re.Match[str]) -> str:
        name = next(names, "")
        if not name:
            return match[0]
        head = f'<p{match["inside"]} id="{name}">{match["before"]}'
        return f'{head}<a class="article" href="#{name}">{match["words"]}</a>'

    return _PARAGRAPH.sub(link, html)


def keep_anchors(body: Iterable[Any]) -> None:
    """Write the address of each heading into it, so that it stays when the words change; called before saving."""
    for entry in anchored(body):
        if entry.anchor and entry.block.value.get("anchor") != entry.anchor:
            entry.block.value["anchor"] = entry.anchor


def plain_text(html: str) -> str:
    """The words of a piece of rich text."""
    return unescape(strip_tags(html)).strip()
