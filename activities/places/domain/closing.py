"""What a change of a place means for the people of its sessions: name, address, and whether it is shown at all."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from portal.accounts.models import User

from ...enums import SessionState
from ...locking import lock_sessions
from ...models import Place, Session
from ...sessions.domain.publishing import cancel
from ...telling import everyone, tell
from ..enums import PlaceRefusal, Reason

TELLS = ("name", "address", "listed")
_REASON = "the sessions of one place, which was checked and is locked"
COMING = (SessionState.PUBLISHED, SessionState.CLOSED, SessionState.IN_PROGRESS)


def coming_at(place: Place) -> QuerySet[Session]:
    """The sessions at the place that people count on: published and not over."""
    rows: QuerySet[Session] = Session.objects.unscoped(_REASON).filter(
        place=place, state__in=COMING, ends__gt=timezone.now()
    )
    return rows.select_related("place").order_by("starts", "pk")


def hold_coming(place: Place, changed: Collection[str]) -> None:
    """The sessions that such a change of the locked place touches, held before anything of it is written."""
    if set(changed) & set(TELLS):
        lock_sessions([session.pk for session in coming_at(place)])


def concerns_people(place: Place, planned: dict[str, Any]) -> set[str]:
    """Which of the changes people of its sessions have to know; how the address in the site reads is not one."""
    return {name for name in TELLS if name in planned and getattr(place, name) != planned[name]}


def is_hidden(changed: Collection[str], place: Place) -> bool:
    """Whether the change takes the place off the public pages."""
    return "listed" in changed and not place.listed


def hiding_denied_reason(place: Place, changed: Collection[str], decided: bool) -> Reason | None:
    """Why the place cannot be taken off the public pages yet, or None: somebody decides about its sessions first."""
    if not is_hidden(changed, place) or decided:
        return None
    return PlaceRefusal.SESSIONS_TO_COME if coming_at(place).exists() else None


def carry_over(
    place: Place, before: dict[str, Any], changed: set[str], *, by: User, event: str, cancel_for: str
) -> None:
    """Tell the people of each coming session what is different, once; or call the sessions off, for this reason.

    Calendars fetch them again: the place stands in each event.
    """
    matters = changed & set(TELLS)
    if not matters:
        return
    for session in list(coming_at(place)):
        if is_hidden(changed, place) and cancel_for and session.state != SessionState.IN_PROGRESS:
            cancel(session, reason=cancel_for, by=by)
            continue
        Session.objects.unscoped(_REASON).filter(pk=session.pk).update(
            sequence=F("sequence") + 1, changed_at=timezone.now()
        )
        tell(
            everyone(session),
            "place_changed",
            session,
            event=f"{event}:{session.uuid.hex}",
            was_name=before["name"] if "name" in matters else "",
            was_address=before["address"] if "address" in matters else "",
            address=place.address,
            hidden=is_hidden(changed, place),
        )
