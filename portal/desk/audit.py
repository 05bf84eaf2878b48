"""The audit log on the desk: who looked at what and who changed what, newest first."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from portal.accounts.enums import Capability, Role
from portal.accounts.models import User
from portal.accounts.requests import SignedInRequest
from portal.areas.scoping import outermost, under
from portal.audit.actions import AuditAction
from portal.audit.hiding import hidden_from
from portal.audit.log import record
from portal.audit.models import AuditEvent, AuditHead
from portal.input.asked import repeated, whole_number
from portal.input.coming_back import keeps_place

from .access import desk_view
from .audit_filter import AuditFilter
from .audit_folding import folded
from .audit_rows import rows_of
from .registry import Panel

# Lines of a page, and how many events may be folded into them: a page costs the same however many somebody looked at.
PAGE, EVENTS = 50, 200
LATEST, LATEST_EVENTS = 8, 40
Rows = list[dict[str, Any]]


def events_for(user: User) -> QuerySet[AuditEvent]:
    """The events in the areas this person audits; what lies in no area is for auditors.

    What is about a report in which they are named is left out.
    """
    paths = outermost(user.area_paths(Capability.READ_AUDIT))
    condition = reduce(or_, map(under, paths), Q(pk__in=[]))
    if any(held.role == Role.AUDITOR for held in user.current_assignments()):
        condition |= Q(area_path="")
    return AuditEvent.objects.filter(condition).exclude(target_id__in=hidden_from(user))


@desk_view(Capability.READ_AUDIT)
@keeps_place
def index(request: SignedInRequest) -> HttpResponse:
    """A page of events; looking at the log is an event as well."""
    form = AuditFilter(request.GET, events_for(request.user), request.user)
    events = form.chosen()
    if before := whole_number(request.GET.get("before", "")):
        events = events.filter(sequence__lt=before)
    rows, older = _page(events, PAGE, EVENTS)
    record(AuditAction.READ, actor=request.user, target=AuditHead(pk=1), **form.looked_for())
    asked = any(request.GET.get(name) for name in form.fields)
    context = {"form": form, "rows": rows, "older": _address(request, older), "asked": asked}
    return render(request, "desk/audit.html", context | {"listing": rows_of(rows)})


def first_screen(request: SignedInRequest) -> Panel | None:
    """The latest events, for those whose work is the audit."""
    if not request.user.can(Capability.READ_AUDIT) or request.user.can(Capability.SEE_CHILD):
        return None
    rows, _older = _page(events_for(request.user), LATEST, LATEST_EVENTS)
    record(AuditAction.READ, actor=request.user, target=AuditHead(pk=1), happened="", record="")
    return Panel("desk/audit_today.html", {"listing": rows_of(rows)})


def _page(events: QuerySet[AuditEvent], lines: int, at_most: int) -> tuple[Rows, int | None]:
    """The lines, and the sequence before which the next page begins; None on the last."""
    found = list(events.select_related("actor").order_by("-sequence")[: at_most + 1])
    rows, end = folded(found[:at_most], lines=lines)
    return rows, end if found and found[-1].sequence != end else None


def _address(request: SignedInRequest, before: int | None) -> str:
    """The query string of the page that begins before this event; empty where there is none."""
    if before is None:
        return ""
    query = repeated(request)
    query["before"] = str(before)
    return f"?{query.urlencode()}"
