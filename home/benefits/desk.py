"""Where benefits meet others: they are found by the search."""

from __future__ import annotations


def register() -> None:
    """Called once from HomeConfig.ready()."""
    from ..searching.domain import SOURCES
    from .domain.search import SOURCE

    SOURCES.add(SOURCE)
