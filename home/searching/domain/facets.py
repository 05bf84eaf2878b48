"""Narrowing what was found: by kind, for whom, about what, in force or not, and township; each with its count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from activities.public.domain.browsing import townships_with_places
from home import site

from .sources import CURRENT, OVER, Candidate, kind_labels

AT_A_GLANCE = 5
ALL_AND_ONE = 2  # chips that leave nothing to choose
DIMENSIONS = ("kind", "audience", "topic", "status", "area")


@dataclass(frozen=True)
class Narrowing:
    """What the reader chose; an empty word means: all."""

    kind: str = ""
    audience: str = ""
    topic: str = ""
    status: str = ""
    area: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Narrowing:
        """From the address; a word that does not exist finds nothing."""
        return cls(**{field.name: query.get(field.name, "")[:50] for field in fields(cls)})

    def fits(self, one: Candidate, without: str = "") -> bool:
        """Whether a candidate fits in every dimension but `without`."""
        return all(
            not (word := getattr(self, name)) or word in _words(one, name) for name in DIMENSIONS if name != without
        )

    def address(self, query: str) -> str:
        """The query string that asks for it."""
        words = {"q": query} | {name: word for name in DIMENSIONS if (word := getattr(self, name))}
        return "?" + urlencode(words)


@dataclass(frozen=True)
class Facet:
    """One dimension: links with counts."""

    name: str
    label: str
    chips: list[dict[str, Any]]
    chosen: bool


def facets(found: Sequence[Candidate], chosen: Narrowing, query: str) -> list[Facet]:
    """The dimensions in which there is something to choose, the kind first; none for a short list."""
    if len(found) <= AT_A_GLANCE and chosen == Narrowing():
        return []
    words: dict[str, tuple[str, dict[str, Any]]] = {
        "kind": (_("Kind of result"), kind_labels()),
        "audience": (_("Who it is for"), {term.slug: term.label for term in site.audiences()}),
        "topic": (_("Topic"), {term.slug: term.label for term in site.topics()}),
        "status": (_("Validity of policies"), {CURRENT: _("In force or to come"), OVER: _("No longer in force")}),
        "area": (_("Township"), _townships(found)),
    }
    every = [
        Facet(name, label, _chips(name, labels, found, chosen, query), bool(getattr(chosen, name)))
        for name, (label, labels) in words.items()
    ]
    return [facet for facet in every if facet.chosen or len(facet.chips) > ALL_AND_ONE]


def _chips(
    name: str, labels: Mapping[str, Any], found: Sequence[Candidate], chosen: Narrowing, query: str
) -> list[dict[str, Any]]:
    fitting = [one for one in found if chosen.fits(one, without=name)]
    counts = Counter(word for one in fitting for word in _words(one, name))
    now = getattr(chosen, name)
    rows = [("", _("All"), len(fitting)), *((word, text, counts[word]) for word, text in labels.items())]
    return [
        {
            "label": str(text),
            "url": replace(chosen, **{name: word}).address(query),
            "current": word == now,
            "count": count,
        }
        for word, text, count in rows
        if count or word == now or not word
    ]


def _words(one: Candidate, name: str) -> frozenset[str] | set[str]:
    value = getattr(one, name)
    return value if isinstance(value, frozenset) else {value} - {""}


def _townships(found: Sequence[Candidate]) -> dict[str, str]:
    if not any(one.area for one in found):
        return {}
    return {area.code: area.local_name for area in townships_with_places()}
