"""From a draft to a public session: what must be true, publishing, closing and cancelling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.changes.changing import change_of_state
from portal.pagecache.stamp import bump_on_commit

from ...adults.domain.counting import plan_shortcomings
from ...adults.domain.watching import recheck_adults, recheck_beside
from ...adults.enums import AdultsRefusal
from ...enums import CommonRefusal
from ...models import Session
from ...permissions import may
from ...telling import everyone, tell
from ..enums import Reason, SessionRefusal
from ..transitions import CANCEL, CLOSE, PUBLISH
from .clashes import people_denied_reason, room_denied_reason
from .moving import may_denied_reason, move


@dataclass(frozen=True)
class Check:
    """One thing that must be true before publishing; `reason` says why it is not."""

    label: str
    reason: Reason | None


def publish_checks(session: Session, *, by: User) -> list[Check]:
    """Every rule of publishing, met or not, in the order in which they are shown."""
    adults = plan_shortcomings(session)
    yours = may(by, Capability.MANAGE_SESSION, session.place)
    hazard = SessionRefusal.HAZARD if session.place.has_serious_hazard else None
    return [
        Check(_("It is your place"), None if yours else CommonRefusal.NOT_YOURS),
        Check(_("It has not begun"), CommonRefusal.PAST if session.begun else None),
        Check(_("The room is free"), room_denied_reason(session)),
        Check(_("Nobody who has signed up is elsewhere at that time"), people_denied_reason(session)),
        Check(_("No serious hazard is open at the place"), hazard),
        Check(_("Two vetted adults are there"), _among(adults, AdultsRefusal.TOO_FEW_ADULTS)),
        Check(_("One of them is experienced"), _among(adults, AdultsRefusal.NONE_EXPERIENCED)),
        Check(_("Enough adults for the children"), _among(adults, AdultsRefusal.RATIO)),
    ]


def publish_denied_reason(session: Session, *, by: User) -> Reason | None:
    """Why this session may not be published by this person, or None."""
    if not PUBLISH.is_open_to(session):
        return CommonRefusal.WRONG_STATE
    return next((check.reason for check in publish_checks(session, by=by) if check.reason), None)


@change_of_state
def publish(session: Session, *, by: User) -> Session:
    """Show the session to the public and open it for signing up.

    Raises Denied: the two-adult rule, a hazard, the room, the place or the time (see `publish_checks`).
    """
    session = move(session, PUBLISH, by=by, denied=_publish_denied_reason, published_at=timezone.now())
    recheck_adults(session)
    recheck_beside(session)
    bump_on_commit()
    return session


def _publish_denied_reason(session: Session, by: User) -> Reason | None:
    return publish_denied_reason(session, by=by)


@change_of_state
def close(session: Session, *, by: User) -> Session:
    """Take no more enrolments or volunteers."""
    session = move(session, CLOSE, by=by, denied=partial(may_denied_reason, CLOSE))
    bump_on_commit()
    return session


@change_of_state
def cancel(session: Session, *, reason: str, by: User) -> Session:
    """Call a session off and tell everyone. Raises Denied without a reason, or when it has begun."""

    def denied(row: Session, by: User) -> Reason | None:
        return may_denied_reason(CANCEL, row, by) or (None if reason.strip() else SessionRefusal.REASON_MISSING)

    session = move(session, CANCEL, by=by, denied=denied, write=next_version, cancel_reason=reason.strip())
    recheck_beside(session)
    if session.published_at:
        tell(
            everyone(session), "cancelled", session, event=f"cancelled:{session.uuid.hex}", reason=session.cancel_reason
        )
    bump_on_commit()
    return session


def next_version(session: Session) -> None:
    """Calendars that keep the session take the new version for newer."""
    session.sequence += 1


def _among(shortcomings: Sequence[Reason], reason: Reason) -> Reason | None:
    return reason if reason in shortcomings else None
