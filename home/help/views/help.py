"""Whom to call: hotlines at once, then step by step or by name to the office in one's own village."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from home.danger.domain.helping import Help, help_for
from home.help.domain import contacts as whom
from home.models import HelpPage
from portal.areas.models import Area, AreaLevel
from portal.pages.private import private


def detail(request: HttpRequest, page: HelpPage) -> HttpResponse:
    """Hotlines, a field for a name, and the townships of the county that runs the site (else the provinces)."""
    typed = request.GET.get("q", "")
    name = whom.clean_name(typed)
    if name:
        # Where someone lives is nobody else's business: no shared cache keeps it.
        return private(results(request, page, name, help_now=help_for(typed)))
    start = whom.start()
    context: dict[str, Any] = {"page": page, "lines": whom.lines(), "start": start}
    if start:
        context["contact"] = whom.contact_for(start)
    return render(request, "home/help.html", context | {"parts": whom.with_offices(whom.parts_of(start))})


def results(request: HttpRequest, page: HelpPage, name: str, *, help_now: Help | None) -> HttpResponse:
    """What bears this name; straight to it when there is only one and no danger word is in it."""
    found = whom.find_areas(name)
    if len(found) == 1 and not help_now:
        return redirect("home:help_area", found[0].code)
    more = len(found) > whom.MOST_FOUND
    context = {"page": page, "name": name, "found": found[: whom.MOST_FOUND], "more": more, "line": whom.service_line()}
    context["help_now"] = help_now
    return render(request, "home/help_found.html", context)


def area(request: HttpRequest, code: str) -> HttpResponse:
    """One area: its office or the nearest one, the places near it, and the areas below."""
    here = _area(code)
    up = whom.way_to(here)
    context = {
        "area": here,
        "full_name": whom.full_name(here, up),
        "up": up,
        "contact": whom.contact_for(here),
        "places": whom.nearest_places(here),
        "parts": whom.with_offices(whom.parts_of(here)),
        "is_wide": here.level in {AreaLevel.PROVINCE, AreaLevel.CITY},
    }
    return render(request, "home/help_area.html", context)


def card(request: HttpRequest, code: str) -> HttpResponse:
    """The numbers in big type on one sheet, to hang up at home."""
    here = _area(code)
    near = {"contact": whom.contact_for(here), "places": whom.nearest_places(here)[:1]}
    return render(request, "home/help_card.html", {"area": here, "lines": whom.lines()} | near)


def _area(code: str) -> Area:
    found = Area.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found
