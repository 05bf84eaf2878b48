"""What every transition of a session has in common: whose place it is at, and the row that is held."""

from __future__ import annotations

from functools import partial

from portal.accounts.models import User
from portal.transitions.making import advance
from portal.transitions.table import Transition

from ...enums import CommonRefusal
from ...locking import lock_session
from ...models import Session
from ...permissions import may


def may_denied_reason(transition: Transition, session: Session, by: User) -> CommonRefusal | None:
    """Why this person may not make this transition now, or None: it is not their place, or has moved on."""
    moved = None if transition.is_open_to(session) else CommonRefusal.WRONG_STATE
    return yours_denied_reason(transition, session, by) or moved


def yours_denied_reason(transition: Transition, session: Session, by: User) -> CommonRefusal | None:
    """Refused at a place where this person may not do it, whatever the state."""
    yours = transition.capability is not None and may(by, transition.capability, session.place)
    return None if yours else CommonRefusal.NOT_YOURS


move = partial(advance, hold=lock_session)
