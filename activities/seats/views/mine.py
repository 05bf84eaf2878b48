"""A volunteer's own pages: sessions and hours, and the three buttons of a session."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portal.accounts.requests import SignedInRequest
from portal.changes.denied import Denied
from portal.pages.sure import ask_first
from portal.undo.offering import refresh_offers
from volunteers.application.domain.queries import current_volunteer
from volunteers.application.enums import VolunteerState

from ...enums import CommonRefusal, SeatState
from ...models import Session
from ..domain.mine import my_sessions
from ..domain.signup import accept, sign_up, withdraw
from ..domain.waitlist import is_late
from ..enums import SeatRefusal
from .asking import withdrawing
from .signing_up import my_duty


@login_required
@require_POST
def duty(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Sign up, withdraw or accept; then back to the page of the session, which says how it stands."""
    session = get_object_or_404(Session.objects.published().select_related("place"), uuid=uuid)
    name = request.POST.get("do", "")
    mine = my_duty(session, request.user) if name == "withdraw" else None
    if mine and (asking := ask_first(request, withdrawing(mine, late=is_late(session, timezone.now())))):
        return asking
    try:
        messages.success(request, ACTIONS.get(name, _unknown)(request, session))
        refresh_offers(request)
    except Denied as denied:
        messages.warning(request, denied.message)
    return redirect(session)


@login_required
@require_GET
def sessions(request: SignedInRequest) -> HttpResponse:
    """What I signed up for, what is open, what was."""
    volunteer = current_volunteer(request.user)
    if volunteer is None or volunteer.state == VolunteerState.DRAFT:
        return redirect("volunteers:start")
    return render(request, "activities/my_sessions.html", {"mine": my_sessions(volunteer)})


def _sign_up(request: SignedInRequest, session: Session) -> str:
    volunteer = current_volunteer(request.user)
    if volunteer is None:
        raise Denied(SeatRefusal.NOT_ACTIVE)
    made = sign_up(session, volunteer, by=request.user)
    if made.state == SeatState.WAITLISTED:
        return _("All places are taken. You are on the waiting list, and we write to you when one becomes free.")
    return _("You are signed up. Thank you!")


def _withdraw(request: SignedInRequest, session: Session) -> str:
    mine = my_duty(session, request.user)
    if mine is None:
        raise Denied(SeatRefusal.NOT_IN)
    withdraw(mine, by=request.user)
    return _("You have withdrawn. Someone else can come now.")


def _accept(request: SignedInRequest, session: Session) -> str:
    mine = my_duty(session, request.user)
    if mine is None:
        raise Denied(SeatRefusal.OFFER_OVER)
    accept(mine, by=request.user)
    return _("You are signed up. Thank you for stepping in!")


def _unknown(request: SignedInRequest, session: Session) -> str:
    raise Denied(CommonRefusal.WRONG_STATE)


ACTIONS: dict[str, Callable[[SignedInRequest, Session], str]] = {
    "sign_up": _sign_up,
    "withdraw": _withdraw,
    "accept": _accept,
}
