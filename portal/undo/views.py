"""The button that takes back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from portal.accounts.requests import SignedInRequest
from portal.changes.denied import Denied
from portal.pages.own_addresses import own_page
from portal.pages.private import kept_by_nobody

from .offering import act_of, refresh_offers
from .undoing import undo


@login_required
@kept_by_nobody
@require_POST
def take_back(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Take one's own act back, and go back to the page the button stood on. 404 for anybody else's."""
    act = act_of(request, uuid)
    if act is None:
        raise Http404
    try:
        messages.success(request, undo(act, by=request.user))
    except Denied as denied:
        messages.warning(request, denied.message)
    refresh_offers(request)
    return HttpResponseRedirect(own_page(request, request.POST.get("back", ""), otherwise=reverse("messages")))
