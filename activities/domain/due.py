"""What of sessions, places and photos is due, each with the age of what has waited longest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.enums import Capability, Role
from portal.accounts.models import Assignment, User
from portal.desk.registry import Due

from ..enums import SessionState
from ..models import Hazard, Place, Session
from .holidays import missing_year
from .photos import to_look_at
from .waiting import WAITING, counts_waiting


def due_sessions(user: User) -> Iterator[Due]:
    """Sessions today, and whatever of a session waits for this person."""
    if not user.can(Capability.SEE_SESSION):
        return
    index = reverse("activities:desk_sessions")
    live = Session.objects.visible_to(user).filter(
        state__in=[SessionState.PUBLISHED, SessionState.CLOSED, SessionState.IN_PROGRESS]
    )
    today = live.filter(starts__date=timezone.localdate(), ends__gt=timezone.now()).count()
    yield Due(today, ngettext("session begins today", "sessions begin today", today), index)
    for name, (number, since) in counts_waiting(user).items():
        if number:
            yield Due(number, _words(name, number), f"{index}?state={name}", WAITING[name].urgency, since=since)


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


def due_holidays(user: User) -> Iterator[Due]:
    """For those who run the site: a year has begun, or begins soon, and its public holidays are not known."""
    year = missing_year(timezone.localdate()) if user.can(Capability.RUN_SITE) else None
    if year:
        label = _("year (%(year)s) without public holidays: install the newer package chinesecalendar") % {"year": year}
        yield Due(1, label, f"{reverse('activities:sessions')}?view=month", "soon")


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


def _words(name: str, number: int) -> str:
    """One sentence for each thing sessions wait for."""
    return {
        "missing": ngettext("session with too few adults", "sessions with too few adults", number),
        "unsafe": ngettext(
            "session at a place with a serious hazard", "sessions at a place with a serious hazard", number
        ),
        "not_begun": ngettext("session that should have begun", "sessions that should have begun", number),
        "not_closed": ngettext(
            "session that is over and was not closed", "sessions that are over and were not closed", number
        ),
        "not_called": ngettext("session whose roll is not complete", "sessions whose roll is not complete", number),
        "not_verified": ngettext("session whose hours need verifying", "sessions whose hours need verifying", number),
        "left": ngettext(
            "session with a child whose record is no longer active",
            "sessions with children whose records are no longer active",
            number,
        ),
        "unpublished": ngettext("draft of a session", "drafts of sessions", number),
    }[name]
