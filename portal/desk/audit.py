"""The audit log on the desk: who looked at what and who changed what, newest first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Capability, Role
from portal.accounts.models import User
from portal.accounts.requests import SignedInRequest
from portal.areas.scoping import within
from portal.audit.actions import AuditAction
from portal.audit.hiding import hidden_from
from portal.audit.log import record
from portal.audit.models import AuditEvent, AuditHead
from portal.input.asked import repeated

from .access import desk_view
from .audit_words import deed, kind, particulars
from .registry import Panel

PAGE = 50
LATEST = 8
RECORD_NUMBER = r"^(?:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9]{1,10})$"


class AuditFilter(forms.Form):
    """Which events are shown."""

    action = forms.ChoiceField(label=_("What happened"), required=False)
    # Nothing but the number of a record: what was looked for is itself kept in the log, for ever.
    target = forms.RegexField(RECORD_NUMBER, label=_("Record number"), required=False, max_length=40, strip=True)
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any, events: QuerySet[AuditEvent]) -> None:
        super().__init__(data)
        actions = events.order_by("action").values_list("action", flat=True).distinct()
        choices = [("", _("Everything")), *((action, f"{deed(action)} ({action})") for action in actions)]
        self.fields["action"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField, declared above


def events_for(user: User) -> QuerySet[AuditEvent]:
    """The events in the areas this person audits; what lies in no area is for auditors.

    What is about a report in which they are named is left out.
    """
    condition = within(user.area_paths(Capability.READ_AUDIT))
    if any(held.role == Role.AUDITOR for held in user.current_assignments()):
        condition |= Q(area_path="")
    return AuditEvent.objects.filter(condition).exclude(target_id__in=hidden_from(user))


@desk_view(Capability.READ_AUDIT)
def index(request: SignedInRequest) -> HttpResponse:
    """A page of events; looking at the log is an event as well."""
    events = events_for(request.user)
    form = AuditFilter(request.GET, events)
    chosen = form.cleaned_data if form.is_valid() else {}
    if chosen.get("action"):
        events = events.filter(action=chosen["action"])
    if chosen.get("target"):
        events = events.filter(target_id=chosen["target"].strip())
    if chosen.get("before"):
        events = events.filter(sequence__lt=chosen["before"])
    rows = [_row(event) for event in events.select_related("actor").order_by("-sequence")[: PAGE + 1]]
    looked_for = {"happened": chosen.get("action", ""), "record": chosen.get("target", "")}
    record(AuditAction.READ, actor=request.user, target=AuditHead(pk=1), **looked_for)
    return render(request, "desk/audit.html", {"form": form, "rows": rows[:PAGE], "older": _older(request, rows)})


def first_screen(request: SignedInRequest) -> Panel | None:
    """The latest events, for those whose work is the audit."""
    if not request.user.can(Capability.READ_AUDIT) or request.user.can(Capability.SEE_CHILD):
        return None
    rows = [_row(event) for event in events_for(request.user).select_related("actor").order_by("-sequence")[:LATEST]]
    record(AuditAction.READ, actor=request.user, target=AuditHead(pk=1), happened="", record="")
    return Panel("desk/audit_today.html", {"rows": rows})


def _row(event: AuditEvent) -> dict[str, Any]:
    return {
        "event": event,
        "deed": deed(event.action),
        "kind": kind(event.target_type),
        "particulars": particulars(event),
    }


def _older(request: SignedInRequest, rows: list[dict[str, Any]]) -> str:
    """The query string of the next page; empty on the last."""
    if len(rows) <= PAGE:
        return ""
    query = repeated(request)
    query["before"] = str(rows[PAGE - 1]["event"].sequence)
    return f"?{query.urlencode()}"
