"""Looking again at the two-adult rule whenever what it rests on changes, and every night."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal.changes.changing import change_of_state

from ...enums import SessionState
from ...locking import lock_session
from ...models import Duty, Session, SessionStaff
from ...responsible import responsible_today
from ...telling import event_now, tell
from .counting import adults_denied_reason

WATCHED = (SessionState.PUBLISHED, SessionState.CLOSED, SessionState.IN_PROGRESS)
_REASON = "the safety of a session is looked at again, whoever caused it"


def recheck_adults(session: Session) -> bool:
    """Mark a locked session that has too few adults now, and tell those responsible; clear the mark when enough are.

    Nobody is kept from withdrawing: the session keeps its place in the calendar, but it can't start. Returns
    whether the mark has changed.
    """
    if session.state not in WATCHED:
        return False
    missing = adults_denied_reason(session) is not None
    if missing == session.adults_missing:
        return False
    session.adults_missing, session.adults_missing_since = missing, timezone.now() if missing else None
    session.save(update_fields=["adults_missing", "adults_missing_since", "changed_at"])
    if missing:
        tell(responsible_today(session), "adults_missing", session, event=event_now("adults", session))
    return True


def recheck_coming() -> int:
    """Every night: each session that is not over. Returns how many are marked, or no longer, since."""
    return _recheck(_watched().values_list("pk", flat=True))


def recheck_beside(session: Session, *, people: Iterable[int] = (), around: Session | None = None) -> None:
    """The sessions at the time of this one (and of `around`, as it was before) that share people with it.

    Whoever leads two sessions at once counts in neither. Called in the transaction that changed the session; the
    others are locked once it is committed, so that two changes never wait for each other.
    """
    team = {*people, *SessionStaff.objects.filter(session=session).values_list("user_id", flat=True)}
    times = Q(pk=None)
    for moment in (session, around or session):
        times |= Q(starts__lt=moment.ends, ends__gt=moment.starts)
    beside = _watched().filter(times).exclude(pk=session.pk)
    keys = list(beside.filter(_with(team)).order_by("pk").values_list("pk", flat=True).distinct())
    if keys:
        transaction.on_commit(partial(_recheck, keys), robust=True)


def recheck_later(user_id: int) -> None:
    """Once the transaction is committed: every session that is not over and counts on this account."""
    transaction.on_commit(partial(_recheck_of, user_id), robust=True)


def _recheck_of(user_id: int) -> None:
    _recheck(_watched().filter(_with([user_id])).order_by("pk").values_list("pk", flat=True).distinct())


def _with(users: Iterable[int]) -> Q:
    """Sessions that these people lead or help in."""
    found = list(users)
    helping = Duty.objects.unscoped(_REASON).filter(volunteer__user__in=found).values("session")
    return Q(team__user__in=found) | Q(pk__in=helping)


def _watched() -> Any:
    return Session.objects.unscoped(_REASON).filter(state__in=WATCHED, ends__gt=timezone.now())


def _recheck(keys: Iterable[int]) -> int:
    """One after the other, each locked for a transaction of its own."""
    return sum(_recheck_one(key) for key in list(keys))


@change_of_state
def _recheck_one(key: int) -> bool:
    return recheck_adults(lock_session(Session(pk=key)))
