"""Many events of one kind as one line: whoever pages through lists all day does not bury what was changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from portal.audit.actions import action_named
from portal.audit.models import AuditEvent

from .audit_words import deed, kind, particulars


@dataclass
class Line:
    """One line of the page: an event, or the latest of several of which each only looked, and the earlier ones."""

    event: AuditEvent
    earlier: list[AuditEvent] = field(default_factory=list)

    def takes(self, event: AuditEvent) -> bool:
        """Whether an earlier event of the same person belongs here: the same kind of looking, on the same day."""
        known = action_named(event.action)
        same_day = timezone.localdate(self.event.at) == timezone.localdate(event.at)
        return known is not None and known.is_reading and event.action == self.event.action and same_day

    def row(self) -> dict[str, Any]:
        """For the template."""
        return _row(self.event) | {
            "earlier": [_row(event) for event in self.earlier],
            "count": len(self.earlier) + 1,
            "first": (self.earlier or [self.event])[-1],
        }


def folded(events: Iterable[AuditEvent], *, lines: int) -> tuple[list[dict[str, Any]], int | None]:
    """At most so many lines from events in their order, newest first; and the sequence of the last one in them.

    What others did in between does not part what belongs together; what the same person did does.
    """
    found: list[Line] = []
    last_of: dict[int, Line] = {}
    end = None
    for event in events:
        line = last_of.get(event.actor_id) if event.actor_id else None
        if line is not None and line.takes(event):
            line.earlier.append(event)
        elif len(found) == lines:
            break
        else:
            found.append(Line(event))
            if event.actor_id:
                last_of[event.actor_id] = found[-1]
        end = event.sequence
    return [line.row() for line in found], end


def _row(event: AuditEvent) -> dict[str, Any]:
    return {
        "event": event,
        "deed": deed(event.action),
        "kind": kind(event.target_type),
        "particulars": particulars(event),
    }
