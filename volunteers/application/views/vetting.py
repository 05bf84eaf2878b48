"""What an officer does with an application: take a step, record a check, see the ID number."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.desk.access import desk_view
from portal.desk.revealing import with_a_reason

from ..actions import VolunteerAction
from ..enums import VettingKind
from .actions import SCREENS, found, recording


@desk_view(Capability.VET_VOLUNTEER)
@require_http_methods(["GET", "POST"])
def step(request: SignedInRequest, uuid: UUID, verb: str) -> HttpResponse:
    """One transition; asks for what it needs on a page of its own."""
    return SCREENS.answer(request, uuid, verb)


@desk_view(Capability.VET_VOLUNTEER)
@require_http_methods(["GET", "POST"])
def check(request: SignedInRequest, uuid: UUID, kind: str) -> HttpResponse:
    """Record the outcome of one check."""
    if kind not in VettingKind.values:
        raise Http404
    return SCREENS.show(request, uuid, recording(VettingKind(kind)))


@desk_view(Capability.VET_VOLUNTEER)
@require_http_methods(["GET", "POST"])
def show_id(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The ID number in full: after a fresh sign-in, with a reason, and logged."""
    # Looked up first: who may not see the record is not asked to sign in for it either.
    volunteer = found(request, uuid)
    context = {"volunteer": volunteer}
    return with_a_reason(
        request, volunteer, "id_number", "volunteers/desk/show_id.html", context, read=VolunteerAction.READ
    )
