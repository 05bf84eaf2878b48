"""Whether a session is for a child: its record and its age on the day."""

from __future__ import annotations

from django.utils import timezone

from children.ledger.enums import ChildState
from children.ledger.models import Child

from ...models import Session
from ..enums import Reason, SeatRefusal

COLLECTED_UNDER = 8


def fit_denied_reason(session: Session, child: Child) -> Reason | None:
    """Why this session is not for this child, or None; asked when it is enrolled and when it moves up."""
    if child.state_on(timezone.localdate(session.starts)) != ChildState.ACTIVE:
        return SeatRefusal.CHILD_NOT_ACTIVE
    return None if _right_age(session, child) else SeatRefusal.WRONG_AGE


def may_be_under(child: Child, session: Session, age: int) -> bool:
    """Whether the child may be younger than `age` on the day; only the year of birth is needed."""
    return _youngest(child, session) < age


def _right_age(session: Session, child: Child) -> bool:
    """By the year of birth: a child counts for both ages it has in that year."""
    youngest, oldest = _youngest(child, session), _youngest(child, session) + 1
    return (session.age_from is None or oldest >= session.age_from) and (
        session.age_to is None or youngest <= session.age_to
    )


def _youngest(child: Child, session: Session) -> int:
    return timezone.localdate(session.starts).year - child.birth_year - 1
