"""Reports of concern on the desk: the list without a word of the text, and one report."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.audit.log import record
from portal.components.chips import chips_for
from portal.desk.access import desk_view
from portal.desk.listing import listed
from portal.input.coming_back import keeps_place

from ..actions import ConcernAction
from ..domain.opening import note_opened
from ..domain.queries import LEFT, SECOND, WAITING, concerns_for, counts, shown
from ..enums import ConcernState
from ..rows import rows_of
from .record import record_of
from .transitions import found


@desk_view(Capability.OPEN_CONCERN)
@keeps_place
@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """What is due first; the list tells when and where, never what."""
    show = request.GET.get("show", "")
    rows = shown(concerns_for(request.user), show, request.user)
    page = listed(request, rows, ConcernAction.LISTED)
    context = {"page": page, "listing": rows_of(page.object_list), "chips": _chips(request, show)}
    return render(request, "children/concerns/index.html", context)


@desk_view(Capability.OPEN_CONCERN)
@require_GET
def detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One report, and what may be done with it; reading it is logged."""
    concern = found(request, uuid)
    record(ConcernAction.READ, actor=request.user, target=concern)
    note_opened(concern, by=request.user)
    context = {"concern": concern, "record": record_of(concern, request.user)}
    return render(request, "children/concerns/detail.html", context)


def _chips(request: SignedInRequest, show: str) -> list[dict[str, Any]]:
    number: dict[str, int] = dict(counts(request.user))
    number[""] = sum(number.get(state, 0) for state in (ConcernState.RECEIVED, ConcernState.TRIAGED))
    waiting = [(WAITING, _("Something new")), (SECOND, pgettext("concern", "To sign")), (LEFT, _("Needs a new person"))]
    choices = [*waiting, *ConcernState.choices]
    return chips_for(request, "show", choices, show, number, every=_("All open"), at="")
