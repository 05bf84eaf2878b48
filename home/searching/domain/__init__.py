"""Search across the public site: one list of everything, the best first, narrowed by facets."""

from . import pages
from .facets import Facet, Narrowing
from .finding import Found, describe, search
from .sources import SOURCES, Candidate, Source, kind_labels
from .wording import MAX_QUERY, clean_query

# Pages first: the order of the sources is the order of the kinds.
SOURCES.add(pages.SOURCE, order=0)

__all__ = [
    "MAX_QUERY",
    "SOURCES",
    "Candidate",
    "Facet",
    "Found",
    "Narrowing",
    "Source",
    "clean_query",
    "describe",
    "kind_labels",
    "search",
]
