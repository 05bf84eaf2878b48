"""A volunteer's own hours."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from portal.accounts.requests import SignedInRequest
from volunteers.application.domain.queries import current_volunteer
from volunteers.application.enums import VolunteerState

from ..domain.crediting import hours_text, total_minutes
from ..domain.queries import hours_of


@login_required
@require_GET
def hours(request: SignedInRequest) -> HttpResponse:
    """Each entry, corrections with their reason, and the total."""
    volunteer = current_volunteer(request.user)
    if volunteer is None or volunteer.state == VolunteerState.DRAFT:
        return redirect("volunteers:start")
    context = {"entries": hours_of(volunteer), "total": hours_text(total_minutes(volunteer))}
    return render(request, "activities/my_hours.html", context)
