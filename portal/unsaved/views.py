"""Throwing away what was kept."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.requests import SignedInRequest

from .keeping import forget


@login_required
@require_POST
def throw_away(request: SignedInRequest) -> HttpResponse:
    """Keep nothing more of one page of one's own, and go back to it."""
    page = request.POST.get("page", "")
    forget(request.user, page)
    messages.info(request, _("What you had typed is thrown away."))
    here = url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return redirect(page if here else "after_login")
