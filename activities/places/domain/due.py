"""What of places and photos is due, each with the age of what has waited longest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from portal.accounts.enums import OF_OWN_PLACES, Capability
from portal.accounts.models import Assignment, User
from portal.desk.registry import Due
from portal.pages.dates import from_morning

from ...models import Hazard, Place
from .photos import to_look_at

LEFT = "left"


def due_at_places(user: User) -> Iterator[Due]:
    """Hazards to put right, places whose managers have all left, photos to look at."""
    if user.can(Capability.MANAGE_SESSION):
        places = Place.objects.where_can(user, Capability.MANAGE_SESSION)
        yield _hazards(Hazard.objects.filter(place__in=places, resolved_on=None))
        yield _orphaned(places)
    if user.can(Capability.CONFIRM_PHOTO):
        waiting = to_look_at(user).aggregate(number=Count("pk"), since=Min("added_at"))
        label = ngettext("photo to look at", "photos to look at", waiting["number"])
        yield Due(waiting["number"], label, reverse("activities:desk_photos"), "soon", since=waiting["since"])


def _hazards(found: QuerySet[Hazard]) -> Due:
    counted = found.aggregate(number=Count("pk"), serious=Count("pk", filter=Q(serious=True)), since=Min("found_on"))
    label = ngettext("hazard at a place to put right", "hazards at places to put right", counted["number"])
    urgency = "late" if counted["serious"] else "soon"
    since = from_morning(counted["since"])
    return Due(counted["number"], label, reverse("activities:desk_places"), urgency, since=since)


def _orphaned(places: Any) -> Due:
    posts = Assignment.objects.filter(role__in=OF_OWN_PLACES, user__in=_named())
    counted = without_managers(places).annotate(left=posts.last_day()).aggregate(number=Count("pk"), since=Min("left"))
    label = ngettext("place whose managers have left", "places whose managers have left", counted["number"])
    url = f"{reverse('activities:desk_places')}?show={LEFT}"
    return Due(counted["number"], label, url, "soon", since=from_morning(counted["since"]))


def without_managers(places: Any) -> Any:
    """Places of which somebody was manager and nobody is one today: the level above has to name a new person."""
    serving = Assignment.objects.serving(*OF_OWN_PLACES).filter(user__in=_named()).around("area_path")
    return places.filter(Exists(Place.managers.through.objects.filter(place=OuterRef("pk"))), ~Exists(serving))


def _named() -> QuerySet[Any]:
    """Whoever was named as manager of the place of the query around the one this stands in."""
    return Place.managers.through.objects.filter(place=OuterRef(OuterRef("pk"))).values("user")
