"""All public pages, for machines and for people."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from activities.models import Place, Session
from activities.public.domain.browsing import Filters, coming_sessions
from portal.pagecache.lasting import shows_until

LISTS = [
    "home:check",
    "home:benefits",
    "children:report",
    "activities:sessions",
    "activities:places",
    "volunteers:start",
]


@dataclass(frozen=True)
class Address:
    """One page for a search engine: where it is, when it changed, and where its other languages are."""

    url: str
    changed: datetime.datetime | None
    versions: list[tuple[str, str]] = field(default_factory=list)


# Pages, places and sessions in one part: in two languages some 350 KB, which a search engine and the cache both take.
IN_A_PART = 500


@dataclass(frozen=True)
class _Source:
    """Some of the rows of the map: how many there are, and the addresses of a stretch of them."""

    count: int
    stretch: Callable[[slice], list[Address]]


def parts(request: HttpRequest) -> int:
    """In how many parts the map comes: one, until there are many places or sessions."""
    return max(1, -(-sum(source.count for source in _sources(request)) // IN_A_PART))


def part(request: HttpRequest, number: int) -> list[Address]:
    """The addresses of part `number`, from 1 on; empty beyond the last. A constant number of queries."""
    first, found = (number - 1) * IN_A_PART, []
    last = first + IN_A_PART
    for source in _sources(request):
        if first < source.count and last > 0:
            found += source.stretch(slice(max(first, 0), last))
        first, last = first - source.count, last - source.count
    return found


def _sources(request: HttpRequest) -> list[_Source]:
    """Every public page below the home pages, the lists, every place and every session to come."""
    pages = Page.objects.live().filter(depth__gte=2).order_by("path")
    places, sessions = Place.objects.public().order_by("pk"), coming_sessions(Filters())
    return [
        _Source(pages.count(), lambda some: _pages(request, pages[some])),
        _Source(len(LISTS), lambda some: _in_every_language(request, lambda: [reverse(name) for name in LISTS[some]])),
        _Source(places.count(), lambda some: _rows(request, places[some])),
        _Source(sessions.count(), lambda some: _rows(request, sessions[some])),
    ]


def _pages(request: HttpRequest, some: QuerySet[Page]) -> list[Address]:
    """Pages with their versions in other languages."""
    keys = {page.pk: page.translation_key for page in some}
    twins = Page.objects.live().filter(depth__gte=2, translation_key__in=set(keys.values()))
    pages = list(twins.select_related("locale").order_by("path"))
    shows_until(*(page.expire_at for page in pages))
    urls = {page.pk: request.build_absolute_uri(page.get_url(request)) for page in pages if page.url_path}
    versions: dict[Any, list[tuple[str, str]]] = defaultdict(list)
    for page in pages:
        versions[page.translation_key].append((page.locale.language_code, urls[page.pk]))
    return [
        Address(urls[page.pk], page.last_published_at, versions[page.translation_key])
        for page in pages
        if page.pk in keys and urls[page.pk]
    ]


def _rows(request: HttpRequest, some: QuerySet[Place] | QuerySet[Session]) -> list[Address]:
    rows: list[Place | Session] = list(some)
    return _in_every_language(request, lambda: [row.get_absolute_url() for row in rows])


def _in_every_language(request: HttpRequest, paths_now: Callable[[], list[str]]) -> list[Address]:
    """What has a page in each language, at the addresses that `paths_now` gives in it."""
    versions: dict[str, list[str]] = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            versions[code] = [request.build_absolute_uri(path) for path in paths_now()]
    same = [list(zip(versions, urls, strict=True)) for urls in zip(*versions.values(), strict=True)]
    return [Address(url, None, languages) for languages in same for _code, url in languages]


def sections(home: Page) -> list[tuple[Page, list[Page]]]:
    """The pages below `home`, each with the pages below it: one query."""
    pages = Page.objects.live().descendant_of(home).select_related("locale").order_by("path")
    found: list[tuple[Page, list[Page]]] = []
    for page in pages:
        shows_until(page.expire_at)
        if page.depth == home.depth + 1:
            found.append((page, []))
        elif found:
            found[-1][1].append(page)
    return found
