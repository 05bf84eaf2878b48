"""Seeing a masked value: with a reason, after signing in afresh, and on the record."""

from __future__ import annotations

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST
from portal.audit.reveal import reveal

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.desk.access import desk_view

from ..domain.queries import children_for
from ..forms import RevealForm
from .ledger import detail_context
from .presenting import MASKS


@desk_view(Capability.REVEAL_CHILD)
@reauthentication_required
@require_POST
def reveal_field(request: SignedInRequest, uuid: UUID, field: str) -> HttpResponse:
    """Show one masked value once; going back or reloading asks again."""
    child = get_object_or_404(children_for(request.user), uuid=uuid)
    if field not in MASKS or not request.user.can(Capability.REVEAL_CHILD, child.area_path):
        raise Http404
    form = RevealForm(request.POST)
    context = detail_context(request, child) | {"reveal_form": form, "asked_for": field}
    if form.is_valid():
        context["revealed"] = reveal(child, field, by=request.user, reason=form.cleaned_data["reason"])
    return render(request, "children/detail.html", context)
