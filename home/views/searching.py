"""The search page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from home.domain.searching import SOURCES, Group, clean_query, search
from home.domain.site import topics

PER_PAGE = 20


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What was found, by kind; with `in`, one kind page by page. Writes nothing."""
    query = clean_query(request.GET.get("q", ""))
    kind = request.GET.get("in", "")
    kind = kind if kind in {source.key for source in SOURCES} else ""
    groups = search(query, locale=Locale.get_active(), kind=kind)
    context: dict[str, Any] = {"query": query, "groups": groups, "kind": kind, "address": urlencode({"q": query})}
    if kind and groups:
        context |= _one_kind(request, groups[0])
    elif not groups:
        context["topics"] = topics()
    response = render(request, "home/search.html", context)
    # What someone looks for is nobody else's business: no shared cache keeps it.
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _one_kind(request: HttpRequest, group: Group) -> dict[str, Any]:
    numbers = Paginator(group.hits[: PER_PAGE * 3], PER_PAGE).get_page(request.GET.get("page"))
    return {"numbers": numbers, "hits": [(hit, group.source.text(hit)) for hit in numbers.object_list]}
