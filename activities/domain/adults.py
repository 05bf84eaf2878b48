"""Looking again at the two-adult rule whenever someone joins or leaves a session."""

from __future__ import annotations

from ..enums import SessionState
from ..models import Session
from .safety import adults_denied_reason
from .telling import event_now, organisers, tell


def recheck_adults(session: Session) -> None:
    """Mark a locked session that has too few adults now, and tell its organisers; clear the mark when there are enough.

    Nobody is kept from withdrawing: the session keeps its place in the calendar, but it can't start.
    """
    if session.state not in {SessionState.PUBLISHED, SessionState.CLOSED}:
        return
    missing = adults_denied_reason(session) is not None
    if missing == session.adults_missing:
        return
    session.adults_missing = missing
    session.save(update_fields=["adults_missing", "changed_at"])
    if missing:
        tell(organisers(session), "adults_missing", session, event=event_now("adults", session))
