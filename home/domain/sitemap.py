"""All public pages, for machines and for people."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from activities.domain.browsing import Filters, coming_sessions
from activities.models import Place, Session
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


def addresses(request: HttpRequest) -> list[Address]:
    """Every public page below the home pages, every place and every session to come; a constant number of queries."""
    pages = list(Page.objects.live().filter(depth__gte=2).select_related("locale").order_by("path"))
    shows_until(*(page.expire_at for page in pages))
    urls = {page.pk: request.build_absolute_uri(page.get_url(request)) for page in pages if page.url_path}
    versions: dict[Any, list[tuple[str, str]]] = defaultdict(list)
    for page in pages:
        versions[page.translation_key].append((page.locale.language_code, urls[page.pk]))
    written = [
        Address(urls[page.pk], page.last_published_at, versions[page.translation_key])
        for page in pages
        if urls[page.pk]
    ]
    return written + _of_the_county(request)


def _of_the_county(request: HttpRequest) -> list[Address]:
    """The lists, the places and the sessions to come: each in every language, as their pages are."""
    rows: list[Place | Session] = [*Place.objects.public(), *coming_sessions(Filters())]
    versions: dict[str, list[str]] = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            paths = [*map(reverse, LISTS), *(row.get_absolute_url() for row in rows)]
        versions[code] = [request.build_absolute_uri(path) for path in paths]
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
