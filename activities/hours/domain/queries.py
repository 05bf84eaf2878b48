"""A volunteer's own entries."""

from __future__ import annotations

from volunteers.application.models import Volunteer

from ...models import HoursEntry

_REASON = "a volunteer's own record"


def hours_of(volunteer: Volunteer, *, limit: int = 200) -> list[HoursEntry]:
    """Verified entries and their corrections, the newest session first."""
    entries = HoursEntry.objects.unscoped(_REASON).filter(volunteer=volunteer, verified_by__isnull=False)
    return list(entries.select_related("duty__session__place").order_by("-starts", "pk")[:limit])
