"""The public directory of places, and one place's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ..domain.browsing import Filters, next_sessions_at, public_places, townships_with_places
from ..enums import PlaceKind
from ..models import Place
from .chips import chips_for


@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """All places, by township and kind."""
    filters = Filters.of(request.GET)
    kind = request.GET.get("kind", "") if request.GET.get("kind") in PlaceKind.values else ""
    rows = public_places(filters.area)
    context = {
        "places": rows.filter(kind=kind) if kind else rows,
        "townships": chips_for(request, "area", ((a.code, a.name) for a in townships_with_places()), filters.area),
        "kinds": chips_for(request, "kind", PlaceKind.choices, kind),
        "filtered": bool(filters.area or kind),
    }
    return render(request, "activities/places.html", context)


@require_GET
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """What there is, when it is open, how to get there, what is on."""
    found = get_object_or_404(Place.objects.public().select_related("area").prefetch_related("rooms"), slug=slug)
    context = {
        "place": found,
        "has": _haves(found),
        "open_now": found.opening.open_at(timezone.localtime()),
        "sessions": next_sessions_at(found),
    }
    return render(request, "activities/place.html", context)


def _haves(place: Place) -> list[tuple[str, bool]]:
    """The four haves every children's home is audited for."""
    return [
        (_("A safe venue"), place.safe_venue),
        (_("Equipment for play and learning"), place.equipment),
        (_("A phone to call the family"), place.family_phone),
        (_("Books"), place.library),
    ]
