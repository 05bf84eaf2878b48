"""People and roles on the desk: who serves where, appointing somebody, ending a role."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.domain.assignments import end_denied_reason
from portal.accounts.enums import Capability, Role
from portal.accounts.models import Assignment
from portal.accounts.requests import SignedInRequest
from portal.audit.log import record
from portal.denied import Denied

from .access import desk_view
from .appointing import appoint, assignments_for, end
from .people_forms import AppointForm, area_label

PAGE_SIZE = 50


@require_safe
@desk_view(Capability.MANAGE_PEOPLE)
def people(request: SignedInRequest) -> HttpResponse:
    """Who serves in the person's areas, by role."""
    everyone, role = assignments_for(request.user), request.GET.get("role", "")
    shown = everyone.filter(role=role) if role in Role.values else everyone
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [_row(request, held) for held in page.object_list]
    record("people.listed", actor=request.user, target=request.user, shown=len(rows))
    counts = dict(everyone.order_by().values_list("role").annotate(Count("pk")))
    context = {"page": page, "rows": rows, "chips": _chips(role, counts)}
    return render(request, "desk/people.html", context)


def _row(request: SignedInRequest, held: Assignment) -> dict[str, Any]:
    may_end = end_denied_reason(held, by=request.user) is None
    return {"held": held, "area": area_label(held.area), "may_end": may_end, "own": held.user_id == request.user.pk}


def _chips(role: str, counts: dict[str, int]) -> list[dict[str, object]]:
    everyone = {"label": _("All"), "url": "?", "current": role not in Role.values, "count": sum(counts.values())}
    return [everyone] + [
        {"label": one.label, "url": f"?role={one.value}", "current": role == one.value, "count": counts[one.value]}
        for one in Role
        if counts.get(one.value)
    ]


@desk_view(Capability.MANAGE_PEOPLE)
def people_add(request: SignedInRequest) -> HttpResponse:
    """Appoint somebody, who need not have an account yet."""
    form = AppointForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            held = appoint(data["email"], data["name"], data["role"], data["area"], by=request.user)
        except Denied as denied:
            form.refuse(denied.reason)
        else:
            told = {"role": held.get_role_display(), "area": held.area}
            messages.success(request, _("Appointed: %(role)s, %(area)s. An email tells them how to sign in.") % told)
            return redirect("desk:people")
    return render(request, "desk/people_add.html", {"form": form})


@desk_view(Capability.MANAGE_PEOPLE)
def people_end(request: SignedInRequest, uuid: UUID, role: str, code: str) -> HttpResponse:
    """Ask once more, then take the role away; what stands against it is said instead of the button."""
    held = get_object_or_404(assignments_for(request.user), user__uuid=uuid, role=role, area__code=code)
    reason = end_denied_reason(held, by=request.user)
    if request.method == "POST" and reason is None:
        try:
            end(held, by=request.user)
        except Denied as denied:
            reason = denied.reason
        else:
            messages.success(request, _("Ended. From now on this role opens nothing any more."))
            return redirect("desk:people")
    facts = [
        (_("Role"), held.get_role_display()),
        (_("Area"), area_label(held.area)),
        (_("Email address"), held.user.email),
    ]
    return render(request, "desk/people_end.html", {"held": held, "facts": facts, "reason": reason})
