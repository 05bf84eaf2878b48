"""A page's list of contents, with addresses that stay when a heading is rewritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One heading: its words, its level (2 or 3) and the address within the page."""

    text: str
    level: int
    anchor: str


def anchor(block_id: str | None, text: str = "") -> str:
    """Made of the block's own id, which stays when editors change the words or the order."""
    return f"s-{(block_id or text).replace('-', '')[:8]}"


def contents(body: Iterable[Any]) -> list[Entry]:
    """The headings of a StreamField, in order."""
    return [
        Entry(block.value["text"], int(block.value["level"]), anchor(block.id, block.value["text"]))
        for block in body
        if block.block_type == "heading"
    ]
