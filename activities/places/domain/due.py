"""What of places and photos is due, each with the age of what has waited longest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from portal.accounts.enums import Capability, Role
from portal.accounts.models import Assignment, User
from portal.desk.registry import Due

from ...models import Hazard, Place
from .photos import to_look_at


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
    since = _from_morning(counted["since"])
    return Due(counted["number"], label, reverse("activities:desk_places"), urgency, since=since)


def _orphaned(places: Any) -> Due:
    """Places of which somebody was manager and nobody is one today: the level above has to name one."""
    posts = Assignment.objects.filter(role=Role.CENTRE_MANAGER, user__in=OuterRef("managers"))
    serving = Assignment.objects.current().filter(role=Role.CENTRE_MANAGER, user__is_active=True).values("user")
    left = places.filter(managers__isnull=False).exclude(managers__in=serving)
    last = left.annotate(ended=Subquery(posts.order_by("-until").values("until")[:1]))
    counted = last.aggregate(number=Count("pk", distinct=True), since=Max("ended"))
    label = ngettext("place whose managers have left", "places whose managers have left", counted["number"])
    return Due(
        counted["number"], label, reverse("activities:desk_places"), "soon", since=_from_morning(counted["since"])
    )


def _from_morning(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time())) if day else None
