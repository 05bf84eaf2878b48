"""Search across the public site: a list of sources, each a kind of thing the public may find."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend

from activities.enums import SessionState
from activities.models import Place, Session
from home.models import GuidePage, NewsPage, PolicyPage, StandardPage
from portal.dates import when_text
from portal.search.synonyms import read_once

MAX_QUERY = 40
PER_GROUP = 5
# Counting further than this costs more than it tells.
MAX_COUNTED = 50


@dataclass(frozen=True)
class Source:
    """One kind of thing to find: `find` returns at most `limit` hits, the best first, in one query."""

    key: str
    label: Any
    find: Callable[[str, Locale, int], Sequence[Any]]
    text: Callable[[Any], str]


@dataclass(frozen=True)
class Group:
    """What was found of one kind."""

    source: Source
    hits: list[Any]

    @property
    def count(self) -> str:
        """How many, counted up to fifty."""
        return f"{MAX_COUNTED}+" if len(self.hits) > MAX_COUNTED else str(len(self.hits))

    @property
    def shown(self) -> list[tuple[Any, str]]:
        """The first hits, each with its text."""
        return [(hit, self.source.text(hit)) for hit in self.hits[:PER_GROUP]]

    @property
    def has_more(self) -> bool:
        """Whether there are more than are shown at first."""
        return len(self.hits) > PER_GROUP


def clean_query(raw: str) -> str:
    """What the reader typed, in one form: full-width letters made plain, no control characters, not too long."""
    text = unicodedata.normalize("NFKC", raw)
    text = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in text[: MAX_QUERY * 4])
    return " ".join(text.split())[:MAX_QUERY].strip()


def _pages(model: type[Page]) -> Callable[[str, Locale, int], Sequence[Page]]:
    def find(query: str, locale: Locale, limit: int) -> Sequence[Page]:
        found = model.objects.live().filter(locale=locale).select_related("locale")
        return list(found.search(query)[:limit])

    return find


def page_text(page: Any) -> str:
    """All the words of a page, for the excerpt."""
    facts = [answer for _question, answer in getattr(page, "facts", [])]
    return " ".join([page.summary, *facts, *page.body.stream_block.get_searchable_content(page.body)])


def _places(query: str, locale: Locale, limit: int) -> Sequence[Place]:
    return list(get_search_backend().search(query, Place.objects.public())[:limit])


def _sessions(query: str, locale: Locale, limit: int) -> Sequence[Session]:
    """Sessions that are not over. What is neither a draft nor cancelled was published."""
    published = Session.objects.unscoped("public sessions, for everyone").exclude(
        state__in=[SessionState.DRAFT, SessionState.CANCELLED]
    )
    coming = published.filter(ends__gt=timezone.now()).select_related("place")
    return [found for found in get_search_backend().search(query, coming)[:limit] if found.place.listed]


def place_text(place: Place) -> str:
    """Where it is, when it is open, what is there."""
    return " · ".join(filter(None, [place.address, str(place.opening), place.summary]))


def session_text(session: Session) -> str:
    """When and where, and what happens."""
    return " · ".join(filter(None, [when_text(session.starts, session.ends), session.place.name, session.summary]))


SOURCES: list[Source] = [
    Source("policies", _("Policies"), _pages(PolicyPage), page_text),
    Source("guides", _("Guides"), _pages(GuidePage), page_text),
    Source("news", _("News"), _pages(NewsPage), page_text),
    Source("places", _("Children's homes"), _places, place_text),
    Source("activities", _("Activities"), _sessions, session_text),
    Source("pages", _("About this site"), _pages(StandardPage), page_text),
]


def add_source(source: Source) -> None:
    """Let the public find another kind of thing; called once at start."""
    SOURCES.append(source)


def search(query: str, *, locale: Locale, kind: str = "") -> list[Group]:
    """What fits `query`, by kind, empty kinds left out; with `kind` only that one. Nothing for an empty query."""
    if not query:
        return []
    sources = [source for source in SOURCES if kind in {"", source.key}]
    with read_once():
        groups = [Group(source, list(source.find(query, locale, MAX_COUNTED + 1))) for source in sources]
    return [group for group in groups if group.hits]
