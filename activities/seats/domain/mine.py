"""What a volunteer sees of their own sessions and hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from portal.areas.enums import CODE_LENGTH, AreaLevel
from portal.areas.scoping import within
from volunteers.application.models import Volunteer

from ...enums import LIVE, SeatState, SessionState
from ...models import Duty, Session

_REASON = "a volunteer's own record"


@dataclass(frozen=True)
class MySessions:
    """A volunteer's duties by time, and the sessions they may still join."""

    coming: list[Duty]
    waiting: list[Duty]
    past: list[Duty]
    open: list[Session]


def my_sessions(volunteer: Volunteer, *, limit: int = 30) -> MySessions:
    """At most `limit` of each, in a constant number of queries."""
    now = timezone.now()
    live = list(_duties(volunteer).filter(session__ends__gt=now, state__in=LIVE).order_by("session__starts")[:limit])
    past = _duties(volunteer).filter(session__ends__lte=now, state=SeatState.CONFIRMED).order_by("-session__starts")
    return MySessions(
        coming=[duty for duty in live if duty.state != SeatState.WAITLISTED],
        waiting=[duty for duty in live if duty.state == SeatState.WAITLISTED],
        past=list(past.exclude(session__state=SessionState.CANCELLED)[:limit]),
        open=_open_to(volunteer, limit),
    )


def next_duties(volunteer: Volunteer, limit: int = 3) -> list[Duty]:
    """The next confirmed or offered duties."""
    states = [SeatState.CONFIRMED, SeatState.OFFERED]
    coming = _duties(volunteer).filter(session__ends__gt=timezone.now(), state__in=states)
    return list(coming.exclude(session__state=SessionState.CANCELLED).order_by("session__starts")[:limit])


def _duties(volunteer: Volunteer) -> Any:
    return Duty.objects.unscoped(_REASON).filter(volunteer=volunteer).select_related("session__place")


def _open_to(volunteer: Volunteer, limit: int) -> list[Session]:
    """Sessions of the volunteer's county that want volunteers and that they have not joined."""
    joined = Duty.objects.unscoped(_REASON).filter(volunteer=volunteer, state__in=LIVE).values("session")
    rows = Session.objects.public().filter(
        within([volunteer.area_path[: CODE_LENGTH[AreaLevel.COUNTY]]]),
        state=SessionState.PUBLISHED,
        starts__gt=timezone.now(),
        volunteer_capacity__gt=0,
    )
    return list(rows.exclude(pk__in=joined).select_related("place").order_by("starts", "pk")[:limit])
