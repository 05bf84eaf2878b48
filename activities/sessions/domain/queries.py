"""What the desk lists: sessions by state."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from portal.accounts.models import User

from ...enums import SessionState
from ...models import Session
from .waiting import WAITING, sessions_waiting

# Beside the states: what is on today.
TODAY = "today"


def sessions_for(user: User, state: str = "") -> QuerySet[Session]:
    """The sessions this person sees: to come first by date; what is over, the latest first."""
    rows = Session.objects.visible_to(user).select_related("place")
    if state == TODAY:
        return on_today(rows).order_by("starts", "pk")
    if state in WAITING:
        return sessions_waiting(user, state).select_related("place")
    if state in SessionState.values:
        over = state in {SessionState.COMPLETED, SessionState.VERIFIED, SessionState.CANCELLED}
        return rows.filter(state=state).order_by("-starts" if over else "starts", "pk")
    return rows.filter(ends__gt=timezone.now() - timedelta(days=1)).order_by("starts", "pk")


def on_today(rows: QuerySet[Session]) -> QuerySet[Session]:
    """Those that begin today and are not over."""
    live = rows.filter(state__in=[SessionState.PUBLISHED, SessionState.CLOSED, SessionState.IN_PROGRESS])
    return live.filter(starts__date=timezone.localdate(), ends__gt=timezone.now())


def counts_by_state(user: User) -> dict[str, int]:
    """How many sessions of each state this person sees, in one query."""
    counts: dict[str, int] = Session.objects.visible_to(user).counts_by("state")
    return counts
