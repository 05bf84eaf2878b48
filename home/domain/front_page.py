"""What the front page takes from the activities: one place, so that the rest of it knows nothing about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Around:
    """The next sessions, the children's homes and this month's figures."""

    sessions: list[Any] = field(default_factory=list)
    places: list[Any] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)


def around() -> Around:
    """What is on and what was done, aggregates only; a constant number of queries."""
    return Around()
