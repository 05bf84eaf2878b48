"""The desk's list of volunteers and the review page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.areas.counting import counted
from portal.areas.scoping import ScopedQuerySet
from portal.audit.log import record
from portal.components.chips import chips_for
from portal.desk.access import desk_view
from portal.desk.listing import listed, seen
from portal.input.asked import looked_for
from portal.input.coming_back import keeps_place

from ..actions import VolunteerAction
from ..domain.checks import checklist
from ..domain.due import CHECK_ENDS_SOON
from ..domain.history import history
from ..domain.queries import (
    earlier_applications,
    find_volunteers,
    not_over,
    vetted_by,
    volunteers_listed,
    with_check_ending,
)
from ..enums import OVER, VolunteerState
from ..models import Volunteer
from ..models.volunteer import LISTED
from ..rows import rows_of
from .actions import SCREENS, found
from .record import record_of

PAGE_SIZE = 25
ENDING, FINISHED = "ending", "over"


@desk_view(Capability.SEE_VOLUNTEER)
@keeps_place
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """Volunteers by state. Finding one by phone or ID number is a POST: neither may stand in an address."""
    if request.method == "POST":
        return _found(request, looked_for(request.POST.get("q", ""), 60))
    show = request.GET.get("show", "")
    page = listed(request, _filtered(request, show), VolunteerAction.LISTED)
    return _list(request, show=show, page=page, rows=page.object_list)


def _found(request: SignedInRequest, text: str) -> HttpResponse:
    rows = find_volunteers(request.user, text)
    if len(rows) == 1:
        return redirect("volunteers:desk_review", uuid=rows[0].uuid)
    seen(request, VolunteerAction.LISTED, len(rows))
    return _list(request, rows=rows, searched=True)


def _list(request: SignedInRequest, show: str = "", **context: Any) -> HttpResponse:
    vets = request.user.can(Capability.VET_VOLUNTEER)
    context |= {"listing": rows_of(context["rows"], vets=vets)}
    return render(request, "volunteers/desk/index.html", {"chips": _chips(request, show, vets), **context})


def _filtered(request: SignedInRequest, show: str) -> ScopedQuerySet:
    rows = volunteers_listed(request.user)
    if show == ENDING:
        return _ending(request)
    if show == FINISHED:
        return rows.in_parts(*(Q(state=state) for state in OVER))
    return rows.filter(state=show) if show in VolunteerState.values else not_over(rows)


def _ending(request: SignedInRequest) -> ScopedQuerySet:
    return with_check_ending(vetted_by(request.user), by=timezone.localdate() + CHECK_ENDS_SOON)


def _chips(request: SignedInRequest, show: str, vets: bool) -> list[dict[str, Any]]:
    rows = volunteers_listed(request.user)
    lists = {state.value: rows.filter(state=state) for state in VolunteerState if state != VolunteerState.DRAFT}
    counts = counted(lists | ({ENDING: _ending(request)} if vets else {}))
    counts |= {"": sum(counts[state] for state in LISTED), FINISHED: sum(counts[state] for state in OVER)}
    states = [(state.value, state.label) for state in VolunteerState if state not in OVER]
    ending = [(ENDING, _("Check ends soon"))] if vets else []
    choices = [*states, *ending, (FINISHED, pgettext("volunteer", "Finished"))]
    return chips_for(request, "show", choices, show, counts, at="", always=(ENDING, FINISHED))


@desk_view(Capability.SEE_VOLUNTEER)
@require_GET
def review(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One application. Township staff see who it is and where it stands; vetting officers the rest."""
    volunteer = found(request, uuid, Capability.SEE_VOLUNTEER)
    record(VolunteerAction.READ, actor=request.user, target=volunteer)
    return render(request, "volunteers/desk/review.html", review_context(request, volunteer))


def review_context(request: SignedInRequest, volunteer: Volunteer) -> dict[str, Any]:
    """What the review page shows to this person."""
    vets = request.user.can(Capability.VET_VOLUNTEER, volunteer.area_path)
    offers = SCREENS.offers(volunteer, request.user) if vets else []
    checks = checklist(volunteer, on=timezone.localdate()) if vets else []
    told, over = history(volunteer, confidential=vets), volunteer.state in OVER
    return {
        "volunteer": volunteer,
        "vets": vets,
        "offers": offers,
        "earlier": earlier_applications(volunteer) if vets else [],
        "record": record_of(volunteer, told, offers, checks, over=over),
    }
