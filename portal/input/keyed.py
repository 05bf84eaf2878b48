"""A page of a list that begins at a key instead of a number: it costs the same however far down it lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# How the address names them, and that of a page by its number.
AFTER, BEFORE, NUMBER = "after", "before", "page"


@dataclass(frozen=True)
class KeyedPage:
    """Some rows, and the keys of what lies beside them.

    `before` and `after` go into the address; empty where there is nothing. The template shows `{% pagination page %}`.
    """

    object_list: list[Any]
    before: str = ""
    after: str = ""

    def __iter__(self) -> Iterator[Any]:
        return iter(self.object_list)

    def __len__(self) -> int:
        return len(self.object_list)
