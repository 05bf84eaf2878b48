"""What happened to an application, read from the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

from portal.audit.models import AuditEvent

from ..enums import VettingKind
from ..models import Volunteer

CHANGES: dict[str, str | Promise] = {
    "volunteer.started": pgettext_lazy("volunteer history", "Started the application"),
    "volunteer.submitted": pgettext_lazy("volunteer history", "Sent the application"),
    "volunteer.screening_started": pgettext_lazy("volunteer history", "Took up the application"),
    "volunteer.info_requested": pgettext_lazy("volunteer history", "Asked for more information"),
    "volunteer.info_answered": pgettext_lazy("volunteer history", "Answered"),
    "volunteer.invited": pgettext_lazy("volunteer history", "Invited to an interview"),
    "volunteer.training": pgettext_lazy("volunteer history", "Sent to the training"),
    "volunteer.approved": pgettext_lazy("volunteer history", "Approved"),
    "volunteer.activated": pgettext_lazy("volunteer history", "Started"),
    "volunteer.suspended": pgettext_lazy("volunteer history", "Paused"),
    "volunteer.reinstated": pgettext_lazy("volunteer history", "Resumed"),
    "volunteer.ended": pgettext_lazy("volunteer history", "Ended"),
    "volunteer.rejected": pgettext_lazy("volunteer history", "Not accepted"),
    "volunteer.withdrawn": pgettext_lazy("volunteer history", "Withdrew the application"),
}
CONFIDENTIAL: dict[str, str | Promise] = {
    "volunteer.vetting_recorded": pgettext_lazy("volunteer history", "Recorded a check"),
    "volunteer.read": pgettext_lazy("volunteer history", "Viewed this page"),
    "field.revealed": pgettext_lazy("volunteer history", "Revealed a masked value"),
}
READS = ("volunteer.read", "field.revealed")
SHOWN_AT_MOST = 60


@dataclass(frozen=True)
class HistoryLine:
    """One thing that was done, by whom and when."""

    at: datetime
    what: str | Promise
    who: str
    detail: str


def history(volunteer: Volunteer, *, confidential: bool) -> list[HistoryLine]:
    """The latest events, newest first; checks and readers are for vetting officers only. One query."""
    words = {**CHANGES, **(CONFIDENTIAL if confidential else {})}
    return [_line(event, words, volunteer) for event in _events(volunteer, list(words))]


def readers(volunteer: Volunteer) -> list[HistoryLine]:
    """Who looked at the record: for the person it is about. One query."""
    return [_line(event, CONFIDENTIAL, volunteer) for event in _events(volunteer, list(READS))]


def _events(volunteer: Volunteer, actions: list[str]) -> list[AuditEvent]:
    about = AuditEvent.objects.filter(target_type=volunteer._meta.label_lower, target_id=str(volunteer.uuid))
    return list(about.filter(action__in=actions).select_related("actor")[:SHOWN_AT_MOST])


def _line(event: AuditEvent, words: dict[str, str | Promise], volunteer: Volunteer) -> HistoryLine:
    kind = event.detail.get("kind", "")
    detail = str(VettingKind(kind).label) if kind in VettingKind.values else ""
    own = event.actor_id == volunteer.user_id
    who = pgettext("history", "the volunteer") if own else str(event.actor or "")
    return HistoryLine(event.at, words[event.action], who, detail)
