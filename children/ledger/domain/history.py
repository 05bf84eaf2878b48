"""What happened to a child's record, from the audit log and from its categories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from portal.audit.models import AuditEvent

from ..actions import ChildAction
from ..models import Child, ChildCategory

# Readings are for whoever audits; that somebody tried an ID number is no part of a child's life.
TOLD = (
    ChildAction.ENTERED,
    ChildAction.CHANGED,
    ChildAction.CONFIRMED,
    ChildAction.AGED_OUT,
    ChildAction.AGE_LOOKED_AT,
)
SHOWN_AT_MOST = 40


@dataclass(frozen=True)
class Event:
    """One thing that was done with the record, by whom (nobody: by itself) and when."""

    at: datetime
    action: ChildAction
    who: str


def events_of(child: Child) -> list[Event]:
    """The latest, newest first. The caller has found the child in its own scope. One query."""
    rows = AuditEvent.objects.filter(
        target_id=str(child.uuid), target_type=Child._meta.label_lower, action__in=[str(action) for action in TOLD]
    )
    latest = rows.select_related("actor").order_by("-sequence")[:SHOWN_AT_MOST]
    return [Event(row.at, ChildAction(row.action), str(row.actor or "")) for row in latest]


def ended_and_begun(child: Child) -> list[tuple[date, ChildCategory, bool]]:
    """On which day each category began, or with True ended. One query."""
    rows = list(child.categories.order_by("since", "pk"))
    begun = [(row.since, row, False) for row in rows]
    return begun + [(row.until, row, True) for row in rows if row.until is not None]
