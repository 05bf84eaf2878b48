"""One search: ask the index, rank, narrow; ask more widely when too little is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from modelsearch.query import SearchQuery

from portal.search.synonyms import read_once

from .facets import Facet, Narrowing, facets
from .ranking import rank
from .sources import MOST, SOURCES, Candidate, Source
from .wording import Asked

# With fewer hits than this, those that are only near are shown too.
FEW = 5
# A near hit must reach this share of the best one's rank, and there are at most so many.
NEAR, MOST_NEAR = 0.3, 6


@dataclass
class Found:
    """What was found, the best first; `near` are hits that hold only a part of what was asked for."""

    hits: list[Candidate] = field(default_factory=list)
    near: list[Candidate] = field(default_factory=list)
    facets: list[Facet] = field(default_factory=list)
    more_than_counted: bool = False

    @property
    def every(self) -> list[Candidate]:
        """Hits, then near ones."""
        return [*self.hits, *self.near]


def search(query: str, *, language: str, narrowing: Narrowing | None = None) -> Found:
    """What fits the cleaned `query`; pages in another language come after those in `language`."""
    if not query:
        return Found()
    chosen = narrowing or Narrowing()
    with read_once():
        asked = Asked(query)
        hits = _ask(asked.strict)
        near = _without(_ask(asked.loose, near=True), hits) if len(hits) < FEW and asked.loose else []
    _complete([*hits, *near])
    today = timezone.localdate()
    rank(hits, asked, today)
    rank(near, asked, today)
    near = _nearest(near)
    hits, near = (_in_order(_one_language(some, language), language) for some in (hits, near))
    rows = facets([*hits, *near], chosen, query)
    return Found(
        [one for one in hits if chosen.fits(one)],
        [one for one in near if chosen.fits(one)],
        rows,
        more_than_counted=len(hits) >= MOST,
    )


def describe(shown: Sequence[Candidate]) -> None:
    """Fill in the texts of the hits on one page."""
    for source in SOURCES:
        if source.describe and (own := _of(source, shown)):
            source.describe(own)


def _ask(query: SearchQuery, *, near: bool = False) -> list[Candidate]:
    return [one for source in SOURCES if source.near or not near for one in source.find(query, MOST)]


def _complete(found: Sequence[Candidate]) -> None:
    for source in SOURCES:
        if source.complete and (own := _of(source, found)):
            source.complete(own)


def _of(source: Source, found: Sequence[Candidate]) -> list[Candidate]:
    return [one for one in found if one.kind in source.labels]


def _without(found: Sequence[Candidate], others: Sequence[Candidate]) -> list[Candidate]:
    known = {(one.kind, one.obj.pk) for one in others}
    return [one for one in found if (one.kind, one.obj.pk) not in known]


def _nearest(found: Sequence[Candidate]) -> list[Candidate]:
    best = max((one.rank for one in found), default=0.0)
    return [one for one in sorted(found, key=lambda one: -one.rank) if one.rank >= best * NEAR][:MOST_NEAR]


def _one_language(found: Sequence[Candidate], language: str) -> list[Candidate]:
    """Without the pages that were also found in the reader's own language."""
    own = {one.obj.translation_key for one in found if one.language == language and hasattr(one.obj, "translation_key")}
    return [one for one in found if one.language == language or getattr(one.obj, "translation_key", None) not in own]


def _in_order(found: Sequence[Candidate], language: str) -> list[Candidate]:
    return sorted(found, key=lambda one: (one.language != language, -one.rank))
