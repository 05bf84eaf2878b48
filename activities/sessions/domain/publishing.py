"""From a draft to a public session: what must be true, publishing, closing, changing and cancelling."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import Denied
from portal.pagecache.stamp import bump_on_commit
from portal.undo.undoing import keep

from ...actions import SessionAction
from ...adults.domain.counting import plan_shortcomings
from ...adults.domain.watching import recheck_adults, recheck_beside
from ...enums import BOOKS_NOTHING, OPEN, Refusal, SessionState
from ...locking import lock_session, require
from ...models import Session
from ...permissions import may
from ...telling import everyone, tell


@dataclass(frozen=True)
class Check:
    """One thing that must be true before publishing; `reason` says why it is not."""

    label: str
    reason: Refusal | None


def publish_checks(session: Session, *, by: User) -> list[Check]:
    """Every rule of publishing, met or not, in the order in which they are shown."""
    adults = plan_shortcomings(session)
    hazard = Refusal.HAZARD if session.place.has_serious_hazard else None
    return [
        Check(_("It is your place"), None if may(by, Capability.MANAGE_SESSION, session.place) else Refusal.NOT_YOURS),
        Check(_("It has not begun"), Refusal.PAST if session.begun else None),
        Check(_("The room is free"), room_denied_reason(session)),
        Check(_("No serious hazard is open at the place"), hazard),
        Check(_("Two vetted adults are there"), _among(adults, Refusal.TOO_FEW_ADULTS)),
        Check(_("One of them is experienced"), _among(adults, Refusal.NONE_EXPERIENCED)),
        Check(_("Enough adults for the children"), _among(adults, Refusal.RATIO)),
    ]


def publish_denied_reason(session: Session, *, by: User) -> Refusal | None:
    """Why this session may not be published by this person, or None."""
    if session.state != SessionState.DRAFT:
        return Refusal.WRONG_STATE
    return next((check.reason for check in publish_checks(session, by=by) if check.reason), None)


def room_denied_reason(session: Session) -> Refusal | None:
    """Whether the room is booked at that time by another session."""
    if session.room_id is None:
        return None
    others = Session.objects.unscoped("whoever books it, a room is booked once").exclude(pk=session.pk)
    booked = others.filter(room=session.room_id, starts__lt=session.ends, ends__gt=session.starts)
    return Refusal.ROOM_TAKEN if booked.exclude(state__in=BOOKS_NOTHING).exists() else None


@change_of_state
def publish(session: Session, *, by: User) -> Session:
    """Show the session to the public and open it for signing up.

    Raises Denied: the two-adult rule, a hazard, the room, the place or the time (see `publish_checks`).
    """
    session = lock_session(session)
    if reason := publish_denied_reason(session, by=by):
        raise Denied(reason)
    session.state, session.published_at = SessionState.PUBLISHED, timezone.now()
    session.save(update_fields=["state", "published_at", "changed_at"])
    record(SessionAction.PUBLISHED, actor=by, target=session)
    recheck_adults(session)
    recheck_beside(session)
    bump_on_commit()
    return session


@change_of_state
def close(session: Session, *, by: User) -> Session:
    """Take no more enrolments or volunteers."""
    session = lock_session(session)
    require(by, Capability.MANAGE_SESSION, session)
    if session.state != SessionState.PUBLISHED:
        raise Denied(Refusal.WRONG_STATE)
    session.state = SessionState.CLOSED
    session.save(update_fields=["state", "changed_at"])
    record(SessionAction.CLOSED, actor=by, target=session)
    keep("session.close", by=by, session=str(session.uuid))
    bump_on_commit()
    return session


@change_of_state
def cancel(session: Session, *, reason: str, by: User) -> Session:
    """Call a session off and tell everyone. Raises Denied without a reason, or when it has begun."""
    session = lock_session(session)
    require(by, Capability.MANAGE_SESSION, session)
    if session.state not in OPEN:
        raise Denied(Refusal.WRONG_STATE)
    if not reason.strip():
        raise Denied(Refusal.REASON_MISSING)
    keep("session.cancel", by=by, session=str(session.uuid), state=session.state)
    session.state, session.cancel_reason = SessionState.CANCELLED, reason.strip()
    session.sequence += 1
    session.save(update_fields=["state", "cancel_reason", "sequence", "changed_at"])
    record(SessionAction.CANCELLED, actor=by, target=session)
    recheck_beside(session)
    if session.published_at:
        tell(
            everyone(session), "cancelled", session, event=f"cancelled:{session.uuid.hex}", reason=session.cancel_reason
        )
    bump_on_commit()
    return session


def _among(shortcomings: list[Refusal], reason: Refusal) -> Refusal | None:
    return reason if reason in shortcomings else None
