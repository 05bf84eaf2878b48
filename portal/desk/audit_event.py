"""One event of the audit log: all that is kept of it, and the looks of the same day that its line stands for."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.audit.actions import AuditAction
from portal.audit.log import record
from portal.audit.models import AuditEvent, AuditHead
from portal.input.asked import whole_number

from .access import desk_view, fetch
from .audit import EVENTS, events_for
from .audit_filter import RECORD_NUMBER
from .audit_folding import folded
from .audit_rows import moment, rows_of
from .audit_words import deed, kind, particulars


@desk_view(Capability.READ_AUDIT)
@require_safe
def event(request: SignedInRequest, sequence: int) -> HttpResponse:
    """An event in the areas this person audits; that they looked is an event as well."""
    found: AuditEvent = fetch(request, events_for(request.user).select_related("actor"), sequence=sequence)
    record(AuditAction.READ, actor=request.user, target=AuditHead(pk=1), event=found.sequence)
    context = {"deed": deed(found.action), "facts": _facts(found), "links": _links(found)}
    earlier = _earlier(request, found)
    return render(request, "desk/audit_event.html", context | {"earlier": earlier, "listing": rows_of(earlier)})


def _facts(event: AuditEvent) -> list[tuple[str, Any]]:
    who = str(event.actor or _("The system"))
    first = [(_("When"), moment(event)), (_("Who"), who), (_("Record"), f"{kind(event.target_type)} {event.target_id}")]
    return [*first, *particulars(event), (_("Number of the event"), event.sequence)]


def _links(event: AuditEvent) -> list[tuple[str, str]]:
    """To the log of this person, and of this record."""
    log, links = reverse("desk:audit"), []
    if event.actor:
        links.append((_("All that this person did"), f"{log}?{urlencode({'person': event.actor.uuid})}"))
    if re.fullmatch(RECORD_NUMBER, event.target_id):
        links.append((_("All that happened to this record"), f"{log}?{urlencode({'target': event.target_id})}"))
    return links


def _earlier(request: SignedInRequest, event: AuditEvent) -> list[dict[str, Any]]:
    """The same that this person did before, from `since` on: what a folded line of the list stands for."""
    since = whole_number(request.GET.get("since", ""))
    if since is None or event.actor_id is None:
        return []
    same = events_for(request.user).filter(actor=event.actor_id, action=event.action)
    rows = same.filter(sequence__gte=since, sequence__lt=event.sequence).select_related("actor")
    return [line for one in rows.order_by("-sequence")[:EVENTS] for line in folded([one], lines=1)[0]]
