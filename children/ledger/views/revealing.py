"""Seeing a masked value: with a reason, after signing in afresh, and on the record before it is shown."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.desk.access import desk_view, fetch
from portal.desk.revealing import with_a_reason

from ..actions import ChildAction
from ..domain.queries import children_for
from .presenting import MASKS


@desk_view(Capability.REVEAL_CHILD)
@require_http_methods(["GET", "POST"])
def reveal_field(request: SignedInRequest, uuid: UUID, field: str) -> HttpResponse:
    """Ask why, then show one masked value of a child once; going back or reloading asks again."""
    child = fetch(request, children_for(request.user), uuid=uuid)
    may_reveal = request.user.can(Capability.REVEAL_CHILD, child.area_path)
    if field not in MASKS or not may_reveal or not getattr(child, field):
        raise Http404
    context = {
        "child": child,
        "label": child._meta.get_field(field).verbose_name,
        "masked": MASKS[field](getattr(child, field)),
    }
    return with_a_reason(request, child, field, "children/reveal.html", context, read=ChildAction.READ)
