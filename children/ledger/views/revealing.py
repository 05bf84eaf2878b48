"""Seeing a masked value: with a reason, after signing in afresh, and on the record before it is shown."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.audit.forms import RevealForm
from portal.audit.log import record
from portal.audit.reveal import reveal
from portal.desk.access import desk_view
from portal.privacy.personal import PersonalData

from ..actions import ChildAction
from ..domain.queries import children_for
from .presenting import MASKS


@desk_view(Capability.REVEAL_CHILD)
@require_http_methods(["GET", "POST"])
def reveal_field(request: SignedInRequest, uuid: UUID, field: str) -> HttpResponse:
    """Ask why, then show one masked value of a child once; going back or reloading asks again."""
    child = get_object_or_404(children_for(request.user), uuid=uuid)
    may_reveal = request.user.can(Capability.REVEAL_CHILD, child.area_path)
    if field not in MASKS or not may_reveal or not getattr(child, field):
        raise Http404
    context = {
        "child": child,
        "label": child._meta.get_field(field).verbose_name,
        "masked": MASKS[field](getattr(child, field)),
    }
    return with_a_reason(request, child, field, "children/reveal.html", context, read=ChildAction.READ)


@reauthentication_required  # type: ignore[misc]  # allauth ships no types
def with_a_reason(
    request: SignedInRequest, row: PersonalData, field: str, template: str, context: dict[str, Any], *, read: str
) -> HttpResponse:
    """The page that asks why; `read` is the event of having seen the record without the value.

    A reason sent too late is kept and stands on the page again after signing in afresh (portal.unsaved).
    """
    form = RevealForm(request.POST if request.method == "POST" else None)
    revealed = ""
    if form.is_valid():
        revealed = reveal(row, field, by=request.user, reason=form.cleaned_data["reason"])
    else:
        record(read, actor=request.user, target=row)
    return render(request, template, {**context, "revealed": revealed, "form": form})
