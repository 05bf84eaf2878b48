"""The next sessions on the desk's first screen."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.desk.registry import Panel

from ..enums import SessionState
from .domain.queries import sessions_for
from .rows import rows_of

ON_FIRST_SCREEN = 5
AHEAD = timedelta(days=7)
OFF_THE_CALENDAR = [SessionState.CANCELLED, SessionState.COMPLETED, SessionState.VERIFIED]


def first_screen(request: SignedInRequest) -> Panel | None:
    """What is on in the coming week where this person works."""
    if not request.user.can(Capability.SEE_SESSION):
        return None
    now = timezone.now()
    coming = sessions_for(request.user).filter(ends__gt=now, starts__lt=now + AHEAD)
    listing = rows_of(coming.exclude(state__in=OFF_THE_CALENDAR)[:ON_FIRST_SCREEN])
    return Panel("activities/desk/today.html", {"listing": listing}, order=5) if listing else None
