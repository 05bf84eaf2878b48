"""All public pages, for machines and for people."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page


@dataclass(frozen=True)
class Address:
    """One page for a search engine: where it is, when it changed, and where its other languages are."""

    url: str
    changed: datetime.datetime | None
    versions: list[tuple[str, str]] = field(default_factory=list)


def addresses(request: HttpRequest) -> list[Address]:
    """Every public page below the home pages; a constant number of queries."""
    pages = list(Page.objects.live().filter(depth__gte=2).select_related("locale").order_by("path"))
    urls = {page.pk: page.get_full_url(request) for page in pages}
    versions: dict[Any, list[tuple[str, str]]] = defaultdict(list)
    for page in pages:
        versions[page.translation_key].append((page.locale.language_code, urls[page.pk]))
    return [
        Address(urls[page.pk], page.last_published_at, versions[page.translation_key])
        for page in pages
        if urls[page.pk]
    ]


def sections(home: Page) -> list[tuple[Page, list[Page]]]:
    """The pages below `home`, each with the pages below it: one query."""
    pages = Page.objects.live().descendant_of(home).select_related("locale").order_by("path")
    found: list[tuple[Page, list[Page]]] = []
    for page in pages:
        if page.depth == home.depth + 1:
            found.append((page, []))
        elif found:
            found[-1][1].append(page)
    return found
