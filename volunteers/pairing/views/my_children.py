"""The children a volunteer is paired with: little, and only while both may meet."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from children.ledger.actions import ChildAction
from portal.accounts.requests import SignedInRequest
from portal.audit.log import Happening, record_many
from portal.pages.private import kept_by_nobody

from ...application.domain.queries import current_volunteer
from ...application.domain.standing import serve_denied_reason
from ..domain.queries import active_pairings_of, as_seen_by_volunteer


@require_GET
@login_required
@kept_by_nobody
def my_children(request: SignedInRequest) -> HttpResponse:
    """Each child is logged as read before the page is made; without standing there is an explanation and no data."""
    volunteer = current_volunteer(request.user)
    if volunteer is None:
        raise Http404
    denied = serve_denied_reason(volunteer, on=timezone.localdate())
    rows = [] if denied else active_pairings_of(volunteer)
    record_many(
        Happening(ChildAction.READ, request.user, pairing.child, {"pairing": str(pairing.uuid)}) for pairing in rows
    )
    context = {"children": as_seen_by_volunteer(rows), "denied": denied}
    return render(request, "volunteers/pairing_children.html", context)
