"""The public directory of places, and one place's page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portal.components.chips import chips_for, chosen_of, toggles_for
from portal.input.asked import page_of
from portal.pagecache.lasting import shows_until
from portal.pages.dates import weekday_text

from ...days.holidays import mark_of, not_announced
from ...enums import FOUR_HAVES, THREE_ROOMS, PlaceKind, RoomKind
from ...models import Photo, Place
from ...places.domain.addresses import place_at
from ...places.domain.closing import coming_at
from ...places.domain.opening import state_at
from ...places.domain.photos import WIDE
from ...places.views.facts import haves_of
from ..domain.browsing import next_sessions_at
from ..domain.directory import (
    OPEN_NOW,
    Listed,
    PlaceFilters,
    all_places,
    by_township,
    cards_of,
    place_tallies,
    townships_of,
)
from ..domain.linked_data import of_place
from .feeds import webcal

PER_PAGE = 48
# Where to go and when it is open comes before the fifth photo.
FIRST_PHOTOS = 4


@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """All places by township; filters combine in the address."""
    filters = PlaceFilters.of(request.GET)
    everything = all_places()
    names = townships_of(everything)
    page = page_of(request, [found for found in everything if found.fits(filters)], PER_PAGE)
    groups = _filter_groups(request, filters, everything, names)
    context = {
        "page": page,
        "mark": mark_of(timezone.localdate()),
        "has_places": bool(everything),
        "townships": by_township(cards_of(page.object_list), names),
        "groups": groups,
        "chosen": chosen_of(groups),
        "filters": filters,
        "robots": "noindex" if filters.any() else "",
    }
    return render(request, "activities/places.html", context)


@require_GET
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """What there is, when it is open, how to get there, what is on; a former address leads there."""
    found = Place.objects.public().select_related("area").prefetch_related("rooms").filter(slug=slug).first()
    if found is None:
        return _elsewhere(request, slug)
    feed = request.build_absolute_uri(f"{reverse('activities:feed')}?place={found.slug}")
    photos = list(Photo.shown(WIDE).filter(place=found))
    week = week_of(found, timezone.localdate())
    state = state_at(found.opening_hours, timezone.localtime())
    shows_until(state.until if state else None)
    context = {
        "place": found,
        "has": haves_of(found),
        "rooms": _rooms(found),
        "week": week,
        "not_announced": not_announced(row["date"] for row in week),
        "state": state,
        "sessions": next_sessions_at(found),
        "photos": photos[:FIRST_PHOTOS],
        "more_photos": photos[FIRST_PHOTOS:],
        "data": of_place(found, absolute=request.build_absolute_uri),
        "feed": feed,
        "webcal": webcal(feed),
    }
    return render(request, "activities/place.html", context)


def _elsewhere(request: HttpRequest, slug: str) -> HttpResponse:
    """The place has another address now, or is shown no longer; its sessions that still take place stand there."""
    found = place_at(slug)
    if found is None:
        raise Http404
    if found.listed:
        return redirect(found, permanent=True)
    context = {"place": found, "sessions": coming_at(found), "robots": "noindex"}
    return render(request, "activities/place_gone.html", context, status=410)


def week_of(place: Place, today: date) -> list[dict[str, Any]]:
    """The opening hours from Monday to Sunday, today and the public holidays of the next seven days marked."""
    rows = []
    for number in range(7):
        day = today + timedelta(days=(number - today.weekday()) % 7)
        mark = mark_of(day)
        rows.append(
            {"day": weekday_text(day), "hours": place.opening.on(day), "today": day == today, "mark": mark, "date": day}
        )
    return rows


def _rooms(place: Place) -> dict[str, Any]:
    """The three rooms, there or not, and what else there is."""
    rooms = place.rooms.all()
    three = [(str(RoomKind(kind).label), any(room.kind == kind for room in rooms)) for kind in THREE_ROOMS]
    labels = [label for label, _there in three]
    return {"three": three, "names": [room.local_name for room in rooms if room.local_name not in labels]}


def _filter_groups(
    request: HttpRequest, filters: PlaceFilters, everything: list[Listed], names: dict[str, str]
) -> list[tuple[str, list[dict[str, Any]]]]:
    counts = place_tallies(everything, filters)
    rooms = [(kind, RoomKind(kind).label) for kind in THREE_ROOMS]
    chosen_open = {OPEN_NOW} if filters.open else set()
    return [
        (_("Township"), chips_for(request, "area", sorted(names.items()), filters.area, counts["area"])),
        (_("Kind"), chips_for(request, "kind", PlaceKind.choices, filters.kind, counts["kind"])),
        (_("Facilities"), toggles_for(request, "has", FOUR_HAVES.items(), filters.has, counts["has"])),
        (_("Rooms"), toggles_for(request, "room", rooms, filters.room, counts["room"])),
        (_("Opening hours"), toggles_for(request, "open", [(OPEN_NOW, _("Open now"))], chosen_open, counts["open"])),
    ]
