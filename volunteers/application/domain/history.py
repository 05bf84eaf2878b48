"""What happened to an application, read from the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

from portal.audit.actions import AuditAction
from portal.audit.models import AuditEvent

from ..actions import VolunteerAction
from ..enums import VettingKind
from ..models import Volunteer

CHANGES: dict[str, str | Promise] = {
    VolunteerAction.STARTED: pgettext_lazy("volunteer history", "Started the application"),
    VolunteerAction.SUBMITTED: pgettext_lazy("volunteer history", "Sent the application"),
    VolunteerAction.SCREENING_STARTED: pgettext_lazy("volunteer history", "Took up the application"),
    VolunteerAction.INFO_REQUESTED: pgettext_lazy("volunteer history", "Asked for more information"),
    VolunteerAction.INFO_ANSWERED: pgettext_lazy("volunteer history", "Answered"),
    VolunteerAction.INVITED: pgettext_lazy("volunteer history", "Invited to an interview"),
    VolunteerAction.TRAINING: pgettext_lazy("volunteer history", "Sent to the training"),
    VolunteerAction.APPROVED: pgettext_lazy("volunteer history", "Approved"),
    VolunteerAction.ACTIVATED: pgettext_lazy("volunteer history", "Started"),
    VolunteerAction.SUSPENDED: pgettext_lazy("volunteer history", "Paused"),
    VolunteerAction.REINSTATED: pgettext_lazy("volunteer history", "Resumed"),
    VolunteerAction.ENDED: pgettext_lazy("volunteer history", "Ended"),
    VolunteerAction.REJECTED: pgettext_lazy("volunteer history", "Not accepted"),
    VolunteerAction.WITHDRAWN: pgettext_lazy("volunteer history", "Withdrew the application"),
}
CONFIDENTIAL: dict[str, str | Promise] = {
    VolunteerAction.VETTING_RECORDED: pgettext_lazy("volunteer history", "Recorded a check"),
    VolunteerAction.READ: pgettext_lazy("volunteer history", "Viewed this page"),
    AuditAction.REVEALED: pgettext_lazy("volunteer history", "Revealed a masked value"),
}
READS = (VolunteerAction.READ, AuditAction.REVEALED)
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
