"""The volunteers' page: what it takes; signed in: where the application stands, or one's own home."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from portal.pages.private import private

from ..cards import cards_for
from ..domain.applying import withdraw_denied_reason
from ..domain.checks import latest_steps
from ..domain.queries import latest_volunteer
from ..domain.standing import serve_denied_reason
from ..enums import OVER, VettingKind, VolunteerState
from ..models import Volunteer
from ..progress import WHAT_NEXT, timeline


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Public for visitors; one's own page for who has applied."""
    if not request.user.is_authenticated:
        return render(request, "volunteers/start.html")
    volunteer = latest_volunteer(request.user)
    if volunteer is None or volunteer.state == VolunteerState.DRAFT:
        return private(render(request, "volunteers/start.html", {"draft": volunteer}))
    if volunteer.state == VolunteerState.ACTIVE:
        return private(_home(request, volunteer))
    return private(_status(request, volunteer))


def _status(request: HttpRequest, volunteer: Volunteer) -> HttpResponse:
    context = {
        "volunteer": volunteer,
        "stages": timeline(volunteer.state),
        "next": WHAT_NEXT[volunteer.state],
        "over": volunteer.state in OVER,
        "may_withdraw": withdraw_denied_reason(volunteer, volunteer.user) is None,
    }
    return render(request, "volunteers/status.html", context)


def _home(request: HttpRequest, volunteer: Volunteer) -> HttpResponse:
    today = timezone.localdate()
    check = latest_steps(volunteer, on=today).get(VettingKind.RECORD_CHECK)
    ends_on = check.valid_until if check else None
    context = {
        "volunteer": volunteer,
        "cards": cards_for(request, volunteer),
        "refused": serve_denied_reason(volunteer, on=today),
        "check_ends_on": ends_on,
        "check_ends_soon": ends_on is not None and (ends_on - today).days <= 30,
    }
    return render(request, "volunteers/home.html", context)
