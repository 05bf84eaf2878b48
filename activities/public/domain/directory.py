"""The public directory of places: filters with what each would leave, grouped by township."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.db.models import Count
from django.utils import timezone

from portal.areas.enums import TOWNSHIP_DIGITS
from portal.areas.models import Area

from ...days.holidays import mark_of
from ...enums import FOUR_HAVES, THREE_ROOMS, PlaceKind, SessionState
from ...models import Photo, Place, Session
from ...places.domain.photos import SMALL
from .browsing import Filters

OPEN_NOW = "now"


@dataclass(frozen=True)
class PlaceFilters:
    """What the visitor chose; anything unknown counts as not chosen. All of `has` and `rooms` must be there."""

    area: str = ""
    kind: str = ""
    has: frozenset[str] = frozenset()
    room: frozenset[str] = frozenset()
    open: str = ""

    @classmethod
    def of(cls, query: Any) -> PlaceFilters:
        """From a query string; `query` is a QueryDict."""
        return cls(
            area=Filters.of(query).area,
            kind=query.get("kind", "") if query.get("kind") in PlaceKind.values else "",
            has=frozenset(query.getlist("has")) & FOUR_HAVES.keys(),
            room=frozenset(query.getlist("room")) & set(THREE_ROOMS),
            open=OPEN_NOW if query.get("open") == OPEN_NOW else "",
        )

    def any(self) -> bool:
        """Whether something was chosen."""
        return self != PlaceFilters()


@dataclass(frozen=True)
class Listed:
    """A place with what the filters ask about."""

    place: Place
    township: str
    has: frozenset[str]
    rooms: frozenset[str]
    open_now: bool

    @property
    def complete(self) -> bool:
        """Whether it has all of the four haves and the three rooms."""
        return len(self.has) == len(FOUR_HAVES) and len(self.rooms) == len(THREE_ROOMS)

    def fits(self, filters: PlaceFilters) -> bool:
        """Whether it is among what the visitor wants."""
        return (
            filters.area in ("", self.township)
            and filters.kind in ("", self.place.kind)
            and filters.has <= self.has
            and filters.room <= self.rooms
            and (self.open_now or not filters.open)
        )


@dataclass(frozen=True)
class Card:
    """One place of the directory; `coming` counts its sessions, `hours_today` is empty when it is closed."""

    listed: Listed
    photo: Photo | None
    hours_today: str
    coming: int


def all_places() -> list[Listed]:
    """Every public place; a county has some hundred at most. Two queries.

    On a public holiday nobody knows which of them are open.
    """
    now = timezone.localtime()
    ordinary = mark_of(now.date()) is None
    return [
        Listed(
            place=place,
            township=place.area_path[:TOWNSHIP_DIGITS],
            has=frozenset(name for name in FOUR_HAVES if getattr(place, name)),
            rooms=frozenset(room.kind for room in place.rooms.all()) & set(THREE_ROOMS),
            open_now=ordinary and place.opening.open_at(now),
        )
        for place in Place.objects.public().prefetch_related("rooms")
    ]


def place_tallies(places: Iterable[Listed], filters: PlaceFilters) -> dict[str, Counter[str]]:
    """How many places each choice would leave with the others kept; a fact counts as added to those chosen."""
    counts: dict[str, Counter[str]] = {key: Counter() for key in ("area", "kind", "has", "room", "open")}
    for found in places:
        if found.fits(replace(filters, area="")):
            counts["area"].update(["", found.township])
        if found.fits(replace(filters, kind="")):
            counts["kind"].update(["", found.place.kind])
        if found.fits(replace(filters, open="")):
            counts["open"].update([OPEN_NOW] if found.open_now else [])
        if found.fits(filters):
            counts["has"].update(found.has)
            counts["room"].update(found.rooms)
    return counts


def townships_of(places: Iterable[Listed]) -> dict[str, str]:
    """The names of the townships in which there are places, by code."""
    codes = {found.township for found in places}
    return {area.code: area.local_name for area in Area.objects.filter(code__in=codes)}


def cards_of(places: Iterable[Listed]) -> list[Card]:
    """Some places with what the directory shows of each; four queries however many there are."""
    found = list(places)
    rows = [listed.place for listed in found]
    coming, photos, today = _coming_at(rows), first_photos(rows), timezone.localdate()
    return [
        Card(
            listed=listed,
            photo=photos.get(listed.place.pk),
            hours_today=listed.place.opening.on(today),
            coming=coming.get(listed.place.pk, 0),
        )
        for listed in found
    ]


def by_township(cards: Iterable[Card], names: dict[str, str]) -> list[tuple[str, list[Card]]]:
    """The places of each township, in the order of its code."""
    return [(names.get(code, ""), list(group)) for code, group in groupby(cards, key=lambda card: card.listed.township)]


def _coming_at(places: list[Place]) -> dict[int, int]:
    """How many sessions are to come at each place."""
    rows = Session.objects.public().filter(
        place__in=places,
        state__in=[SessionState.PUBLISHED, SessionState.CLOSED],
        starts__gt=timezone.now(),
    )
    return dict(rows.order_by().values_list("place").annotate(Count("pk")))


def first_photos(places: list[Place]) -> dict[int, Photo]:
    """The first photo of each place that has one."""
    photos = Photo.shown(SMALL).filter(place__in=places).order_by("-pk")
    return {photo.place_id: photo for photo in photos}
