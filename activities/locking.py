"""Taking the row that changes are queued on. Order, always: people first, then the session (docs/locking.md)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from children.ledger.models import Child
from portal.accounts.domain.identities import own_accounts
from portal.accounts.models import User
from portal.changes.denied import Denied
from portal.changes.locking import locked
from volunteers.application.models import Volunteer

from .enums import CommonRefusal
from .models import Session
from .permissions import may

REASON = "locked by key for a change; the caller's right is checked on the locked row"


def lock_session(session: Session) -> Session:
    """The session as it is now, locked until the transaction ends."""
    return locked(session, "place", "place__area", "area")


def lock_sessions(keys: Any) -> list[Session]:
    """Several sessions, held in the order of their keys; `keys` may be a query."""
    rows = Session.objects.unscoped(REASON).select_for_update(of=("self",), no_key=True)
    return list(rows.filter(pk__in=keys).order_by("pk"))


def lock_volunteer(volunteer: Volunteer) -> Volunteer:
    """The volunteer as they are now, so that two sign-ups of one person follow one another."""
    return locked(volunteer, "user")


def lock_people(users: Iterable[User]) -> None:
    """All records of these people as volunteers, under whatever account: what is credited to them waits in line."""
    accounts = {account for user in users for account in own_accounts(user)}
    rows = Volunteer.objects.unscoped(REASON).select_for_update(no_key=True)
    list(rows.filter(user__in=accounts).order_by("pk").values_list("pk", flat=True))


def lock_children(keys: Iterable[int]) -> list[Child]:
    """The children as they are now, always locked in the same order."""
    return list(Child.objects.unscoped(REASON).select_for_update(no_key=True).filter(pk__in=list(keys)).order_by("pk"))


def require(user: User, capability: str, session: Session) -> None:
    """Raises Denied when the capability is not held at the session's place."""
    if not may(user, capability, session.place):
        raise Denied(CommonRefusal.NOT_YOURS)
