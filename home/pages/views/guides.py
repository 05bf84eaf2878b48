"""Guides for families and volunteers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from home.models import GuideIndexPage, GuidePage
from home.pages.domain.news import guides_in, readers_of_guides
from home.text.contents import contents
from home.text.languages import only_in_chinese
from portal.input.asked import page_of

PER_PAGE = 12


def index(request: HttpRequest, page: GuideIndexPage) -> HttpResponse:
    """All guides, or those for one sort of reader."""
    readers = readers_of_guides(page.locale)
    asked = request.GET.get("audience", "")
    chosen = asked if asked in {reader.slug for reader in readers} else ""
    context = {
        "page": page,
        "items": page_of(request, guides_in(page.locale, chosen), PER_PAGE),
        "chips": _chips(request.path, readers, chosen) if len(readers) > 1 else [],
        "nothing": _("No guides yet"),
        "only_in_chinese": [] if page.locale.is_default else only_in_chinese(GuidePage, page.locale),
    }
    return render(request, "home/story_index.html", context)


def _chips(path: str, readers: list[Any], chosen: str) -> list[dict[str, Any]]:
    everyone = {"label": pgettext("guides", "All"), "url": path, "current": not chosen, "count": None}
    return [
        everyone,
        *(
            {
                "label": reader.label,
                "url": f"{path}?audience={reader.slug}",
                "current": reader.slug == chosen,
                "count": None,
            }
            for reader in readers
        ),
    ]


def detail(request: HttpRequest, page: GuidePage) -> HttpResponse:
    """One guide."""
    context = {"page": page, "contents": contents(page.body), "index": page.get_parent()}
    return render(request, "home/guide.html", context)
