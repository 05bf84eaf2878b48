"""Where somebody already is at the hours of a session."""

from __future__ import annotations

from typing import Any

from ...enums import BOOKS_NOTHING, HOLDS_A_SEAT, Outcome
from ...models import Session

_NOT_HERE = (Outcome.ABSENT, Outcome.EXCUSED)


def is_taken(rows: Any, session: Session) -> bool:
    """Whether the person whose duties or enrolments these are holds a place elsewhere at that time.

    Who was found missing there is not taken; who only waits there is not either.
    """
    others = rows.filter(session__starts__lt=session.ends, session__ends__gt=session.starts, state__in=HOLDS_A_SEAT)
    others = others.exclude(session=session).exclude(session__state__in=BOOKS_NOTHING)
    return bool(others.exclude(outcome__in=_NOT_HERE).exists())
