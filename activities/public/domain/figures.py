"""Reading sessions: what the home page shows. All of it makes a constant number of queries."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Sum
from django.utils import timezone

from ...enums import TAKEN_PLACE, HoursKind, Outcome, SessionState
from ...models import Duty, HoursEntry, Session

# A figure below this could point at single people (the same limit as in all public statistics).
SMALLEST_FIGURE = 5


def upcoming_public(limit: int) -> list[Session]:
    """The next public sessions that are not cancelled, soonest first, with their places; at most `limit`."""
    coming = Session.objects.public().exclude(state=SessionState.CANCELLED).filter(starts__gt=timezone.now())
    return list(coming.select_related("place").order_by("starts", "pk")[:limit])


def this_month_figures() -> dict[str, int | None]:
    """What volunteers did this month: `hours`, `visits` and `sessions`.

    Hours are verified ones, a visit is one volunteer present in one session, sessions took place.
    A figure under 5, or hours of fewer than 5 people, is None: nobody can be singled out.
    """
    first, after = _month(timezone.localtime())
    reason = "aggregates for the public, small counts left out"
    minutes = HoursEntry.objects.unscoped(reason).filter(verified_by__isnull=False, starts__gte=first, starts__lt=after)
    took_place = Session.objects.published().filter(state__in=TAKEN_PLACE, starts__gte=first, starts__lt=after)
    visits = Duty.objects.unscoped(reason).filter(
        outcome=Outcome.PRESENT, session__starts__gte=first, session__starts__lt=after
    )
    hours = (minutes.aggregate(total=Sum("minutes"))["total"] or 0) // 60
    people = minutes.filter(kind=HoursKind.CREDIT).values("volunteer").distinct().count()
    return {
        "hours": _public(hours) if people >= SMALLEST_FIGURE else None,
        "visits": _public(visits.count()),
        "sessions": _public(took_place.count()),
    }


def _public(figure: int) -> int | None:
    return figure if figure >= SMALLEST_FIGURE else None


def _month(now: datetime) -> tuple[datetime, datetime]:
    first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return first, (first + timedelta(days=32)).replace(day=1)
