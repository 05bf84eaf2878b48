"""The search page, and suggestions while somebody types."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from home.danger.domain.helping import help_for, suggested_help
from home.searching.domain import MAX_QUERY, Narrowing, clean_query, describe, search
from home.searching.domain.helping import did_you_mean, may_be_pinyin
from home.searching.domain.promoted import promoted_for
from home.searching.domain.suggesting import MOST_OFFERED, suggestions
from home.site import topics
from portal.input.asked import page_of
from portal.pages.private import told_to_nobody

PER_PAGE = 10


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What was found, the best first, page by page. Writes nothing."""
    typed, language = request.GET.get("q", ""), get_language() or ""
    query, help_now = clean_query(typed), help_for(typed)
    chosen = Narrowing.read(request.GET)
    if len(typed) > MAX_QUERY:  # what the links of the page repeat is what was searched for
        asked = request.GET.copy()
        asked["q"] = query
        request.GET = asked  # type: ignore[assignment]  # mypy knows only one that cannot be changed
    found = search(query, language=language, narrowing=chosen)
    numbers = page_of(request, found.every, PER_PAGE)
    shown = list(numbers.object_list)
    describe(shown)
    context: dict[str, Any] = {
        "query": query,
        "help_now": help_now,
        "found": found,
        "numbers": numbers,
        "hits": _parts(shown, found.near, language),
        "narrowed": chosen != Narrowing(),
        "without_narrowing": "?" + urlencode({"q": query}),
        "promoted": promoted_for(query, language) if query and numbers.number == 1 else [],
        "topics": [] if shown else topics(),
        "pinyin": may_be_pinyin(query, language),
    }
    if query and not found.hits and chosen == Narrowing() and not help_now:
        context["meant"] = did_you_mean(query, language)
    return told_to_nobody(render(request, "home/search.html", context))


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """At most eight things that begin with, or hold, what is typed so far; after danger words, people to call first.

    Asks no database once it is warm.
    """
    typed = request.GET.get("q", "")
    query = clean_query(typed)
    offered = [*suggested_help(typed, query), *suggestions(query, get_language() or "")]
    return told_to_nobody(JsonResponse({"suggestions": offered[:MOST_OFFERED]}))


def _parts(shown: list[Any], near: list[Any], language: str) -> list[dict[str, Any]]:
    """The hits of one page in parts: those in the reader's language, those in another, those that are only near."""
    distant = {id(one) for one in near}
    parts: dict[tuple[bool, bool], list[Any]] = {}
    for one in shown:
        parts.setdefault((id(one) in distant, one.language != language), []).append(one)
    return [{"near": is_near, "other": other, "hits": hits} for (is_near, other), hits in parts.items()]
