"""Throwing away what was kept."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.requests import SignedInRequest

from .keeping import forget, typed_on


@login_required
@require_POST
def throw_away(request: SignedInRequest) -> HttpResponse:
    """Keep nothing more of one page of one's own, and go back to it."""
    page = request.POST.get("page", "")
    was_kept = typed_on(request.user, page) is not None
    forget(request.user, page)
    messages.info(request, _("What you had typed is thrown away."))
    # Only to an address that this site has sealed: whatever else is sent leads nowhere else.
    return HttpResponseRedirect(page if was_kept else reverse("after_login"))
