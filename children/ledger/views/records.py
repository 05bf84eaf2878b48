"""The list of children and one child's record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.areas.scoping import ScopedQuerySet
from portal.audit.log import record
from portal.changes.denied import Denied
from portal.components.chips import chips_for
from portal.desk.access import desk_view, fetch
from portal.desk.listing import PAGE_SIZE, listed
from portal.input.asked import looked_for
from portal.input.coming_back import keeps_place

from ..actions import ChildAction
from ..domain.ageing import looked, newly_away, to_look_at, turning_soon
from ..domain.ages import in_state, still_open
from ..domain.entering import confirm
from ..domain.queries import children_for, children_listed, counts_by_state, find
from ..enums import OPEN, ChildState, Risk
from ..models import Child
from ..rows import rows_of
from .record import record_of

FOUND_AT_MOST = 100
# What the first screen of the desk leads to.
AGES = {
    "turned": gettext_lazy("Has turned 16 or 18"),
    "soon": gettext_lazy("Turns 16 or 18 within 30 days"),
    "away": gettext_lazy("May be left-behind now"),
}


@desk_view(Capability.SEE_CHILD)
@keeps_place
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """Children in the person's area, by state and risk, or found by exact name, case number or ID number.

    Finding is a POST: no child's name or ID number may stand in an address, nor in the history of a browser.
    """
    text, state, risk = (
        looked_for(request.POST.get("q", ""), 60),
        request.GET.get("state", ""),
        request.GET.get("risk", ""),
    )
    rows = find(children_for(request.user), text) if text else children_listed(request.user)
    rows = _narrowed(rows, state, request.GET.get("age", ""))
    rows = rows.filter(risk=risk) if risk in Risk.values else rows
    page = listed(request, rows, ChildAction.LISTED, size=FOUND_AT_MOST if text else PAGE_SIZE)
    context = {"page": page, "listing": rows_of(page.object_list), "chips": _chips(request, state, text)}
    return render(request, "children/index.html", context | {"text": text, "may_enter": _may_enter(request)})


@desk_view(Capability.SEE_CHILD)
@require_GET
def detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One record: contacts open to those in scope, ID number and health masked; reading it is logged."""
    child = fetch(request, children_for(request.user), uuid=uuid)
    record(ChildAction.READ, actor=request.user, target=child)
    return render(request, "children/detail.html", {"child": child, "record": record_of(request, child)})


@desk_view(Capability.CHANGE_CHILD)
@require_POST
def confirm_record(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A draft becomes an active record."""
    child = fetch(request, Child, capability=Capability.CHANGE_CHILD, uuid=uuid)
    try:
        confirm(child, by=request.user)
        messages.success(request, _("The record is confirmed."))
    except Denied as denied:
        messages.warning(request, denied.message)
    return redirect(child)


@desk_view(Capability.CHANGE_CHILD)
@require_POST
def look_at_age(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Somebody has looked what goes on now that the child is 16 or 18."""
    child = fetch(request, Child, capability=Capability.CHANGE_CHILD, uuid=uuid)
    looked(child, by=request.user)
    messages.success(request, _("Noted: you have looked what goes on at this age."))
    return redirect(child)


def _narrowed(rows: ScopedQuerySet, state: str, age: str) -> ScopedQuerySet:
    """By what happens with their age, else by where they stand today."""
    today = timezone.localdate()
    if age == "turned":
        return to_look_at(rows)
    if age in ("soon", "away"):
        return (turning_soon if age == "soon" else newly_away)(rows, today)
    return in_state(rows, state, today) if state in ChildState.values else still_open(rows, today)


def _may_enter(request: SignedInRequest) -> bool:
    return request.user.can(Capability.CHANGE_CHILD)


def _chips(request: SignedInRequest, state: str, text: str) -> list[dict[str, Any]]:
    """Nothing is counted for somebody who looks for one child: what stands beside the filters is not asked then."""
    age, counts = request.GET.get("age", ""), None if text else counts_by_state(request.user)
    if counts is not None:
        counts[""] = sum(counts.get(s, 0) for s in OPEN)
    chips = chips_for(request, "state", ChildState.choices, state or (age if age in AGES else ""), counts, at="")
    return chips + [
        chip for chip in chips_for(request, "age", AGES.items(), age, at="") if chip["current"] and chip["value"]
    ]
