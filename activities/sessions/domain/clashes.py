"""A room, a child and an adult are in one place at a time. Hours that only touch do not clash; drafts book nothing."""

from __future__ import annotations

from django.db.models import Q

from ...enums import BOOKS_NOTHING, LIVE
from ...models import Duty, Enrolment, Session
from ..enums import Reason, SessionRefusal

_REASON = "everyone who signed up counts"


def room_denied_reason(session: Session) -> Reason | None:
    """Whether the room is booked at that time by another session."""
    if session.room_id is None:
        return None
    others = Session.objects.unscoped("whoever books it, a room is booked once").exclude(pk=session.pk)
    booked = others.filter(room=session.room_id, starts__lt=session.ends, ends__gt=session.starts)
    return SessionRefusal.ROOM_TAKEN if booked.exclude(state__in=BOOKS_NOTHING).exists() else None


def people_denied_reason(session: Session) -> Reason | None:
    """Whether someone who signed up is in another session at that time; who waits or was offered a place counts."""
    elsewhere = Q(session__starts__lt=session.ends, session__ends__gt=session.starts, state__in=LIVE)
    for model, person in ((Duty, "volunteer"), (Enrolment, "child")):
        rows = model.objects.unscoped(_REASON)
        here = rows.filter(session=session, state__in=LIVE).values(person)
        others = rows.filter(elsewhere, **{f"{person}__in": here}).exclude(session=session)
        if others.exclude(session__state__in=BOOKS_NOTHING).exists():
            return SessionRefusal.PEOPLE_BUSY
    return None
