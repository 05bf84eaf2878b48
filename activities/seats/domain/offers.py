"""Offered places that nobody took in time."""

from __future__ import annotations

from django.utils import timezone

from portal.changes.changing import change_of_state

from ...adults.domain.watching import recheck_adults
from ...enums import SeatState
from ...locking import lock_session
from ...models import Duty, Session
from .waitlist import release_expired


def release_all_expired() -> int:
    """Give each such place to the next in line, session by session. Returns in how many sessions."""
    over = Duty.objects.unscoped("a task for all sessions").filter(
        state=SeatState.OFFERED, offered_until__lte=timezone.now(), session__starts__gt=timezone.now()
    )
    keys = over.order_by().values_list("session", flat=True).distinct()
    sessions = list(Session.objects.unscoped("a task for all sessions").filter(pk__in=list(keys)))
    for session in sessions:
        _release_expired(session)
    return len(sessions)


@change_of_state
def _release_expired(session: Session) -> None:
    locked = lock_session(session)
    release_expired(locked)
    recheck_adults(locked)
