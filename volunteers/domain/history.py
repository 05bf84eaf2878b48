"""What happened to an application, read from the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.audit.models import AuditEvent

from ..enums import VettingKind
from ..models import Volunteer

CHANGES: dict[str, str | Promise] = {
    "volunteer.started": _("Began the application"),
    "volunteer.submitted": _("Sent the application"),
    "volunteer.screening_started": _("Took up the application"),
    "volunteer.info_requested": _("Asked for more information"),
    "volunteer.info_answered": _("Answered"),
    "volunteer.invited": _("Invited to an interview"),
    "volunteer.training": _("Sent to the training"),
    "volunteer.approved": _("Approved"),
    "volunteer.activated": _("Started"),
    "volunteer.suspended": _("Paused"),
    "volunteer.reinstated": _("Went on"),
    "volunteer.ended": _("Ended"),
    "volunteer.rejected": _("Not accepted"),
    "volunteer.withdrawn": _("Took the application back"),
}
CONFIDENTIAL: dict[str, str | Promise] = {
    "volunteer.vetting_recorded": _("Recorded a check"),
    "volunteer.read": _("Looked at this page"),
    "field.revealed": _("Had a masked value shown"),
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
    return [_line(event, words) for event in _events(volunteer, list(words))]


def readers(volunteer: Volunteer) -> list[HistoryLine]:
    """Who looked at the record: for the person it is about. One query."""
    return [_line(event, CONFIDENTIAL) for event in _events(volunteer, list(READS))]


def _events(volunteer: Volunteer, actions: list[str]) -> list[AuditEvent]:
    about = AuditEvent.objects.filter(target_type=volunteer._meta.label_lower, target_id=str(volunteer.uuid))
    return list(about.filter(action__in=actions).select_related("actor")[:SHOWN_AT_MOST])


def _line(event: AuditEvent, words: dict[str, str | Promise]) -> HistoryLine:
    kind = event.detail.get("kind", "")
    detail = str(VettingKind(kind).label) if kind in VettingKind.values else ""
    return HistoryLine(event.at, words[event.action], str(event.actor or ""), detail)
