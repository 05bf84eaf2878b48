"""A page's list of contents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from home.text.anchors import anchored


@dataclass(frozen=True)
class Entry:
    """One heading: its words, its level (2 or 3) and the address within the page."""

    text: str
    level: int
    anchor: str


def contents(body: Iterable[Any]) -> list[Entry]:
    """The headings of a StreamField, in order."""
    return [
        Entry(entry.block.value["text"], int(entry.block.value["level"]), entry.anchor)
        for entry in anchored(body)
        if entry.anchor
    ]


def article_numbers(body: Iterable[Any]) -> list[tuple[str, str]]:
    """The articles that begin in the paragraphs, as (number, address): ("3", "article-3")."""
    names = [name for entry in anchored(body) for name in entry.articles if name]
    return [(name.removeprefix("article-"), name) for name in names]
