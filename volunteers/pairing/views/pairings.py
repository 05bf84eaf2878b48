"""Pairings on the desk: the list, the children who wait, a proposal, and one pairing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from children.ledger.actions import ChildAction
from children.ledger.domain.queries import children_for
from children.ledger.models import Child
from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.areas.counting import counted
from portal.areas.scoping import ScopedQuerySet
from portal.audit.log import record
from portal.changes.denied import Denied
from portal.components.chips import chips_for
from portal.desk.access import desk_view, fetch
from portal.desk.listing import listed
from portal.input.coming_back import keeps_place

from ...application.models import Volunteer
from ..actions import PairingAction
from ..domain.candidates import Candidate, candidates_for, helpers_near, refused_for
from ..domain.needs import responsible_for, unmet_needs, wanted_services
from ..domain.proposing import propose
from ..domain.queries import lapsed, live_pairings_of, not_over, pairings_listed
from ..domain.staff import asked_of, in_charge_of, with_posts
from ..domain.vacancies import with_a_vacancy
from ..enums import LIVE, PairingState
from ..forms import ProposalForm
from ..rows import rows_of
from .presenting import record_of
from .transitions import found

SHOWN_CANDIDATES = 10


@desk_view(Capability.PROPOSE_PAIRING)
@keeps_place
@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Pairings in the person's area, by state; without a filter those that are not over."""
    rows, state = pairings_listed(request.user), request.GET.get("state", "")
    kinds = _kinds(request, rows)
    page = listed(request, with_posts(_in_state(rows, kinds, state)), PairingAction.LISTED)
    for pairing in page.object_list:
        pairing.in_charge = in_charge_of(pairing)
    context = {"page": page, "chips": _chips(request, state, rows, kinds), "state": state}
    context |= {"listing": rows_of(page.object_list, request.user)}
    return render(request, "volunteers/pairing_list.html", context)


def _kinds(request: SignedInRequest, rows: ScopedQuerySet) -> dict[str, tuple[str, ScopedQuerySet]]:
    """Filters beside the states: what needs somebody, whatever state it is in."""
    return {
        "lapsed": (_("May not visit now"), lapsed(rows, timezone.localdate())),
        "orphaned": (_("Nobody in charge"), with_a_vacancy(rows)),
        "asked": (_("I am asked"), asked_of(rows, request.user)),
    }


def _in_state(rows: ScopedQuerySet, kinds: dict[str, tuple[str, ScopedQuerySet]], state: str) -> ScopedQuerySet:
    if state in kinds:
        return kinds[state][1]
    return rows.filter(state=state) if state in PairingState.values else not_over(rows)


def _chips(
    request: SignedInRequest, state: str, rows: ScopedQuerySet, kinds: dict[str, tuple[str, ScopedQuerySet]]
) -> list[dict[str, Any]]:
    states = {one.value: rows.filter(state=one) for one in PairingState}
    counts = counted(states | {key: kind for key, (_label, kind) in kinds.items()})
    counts[""] = sum(counts[one] for one in LIVE)
    choices = [*((key, label) for key, (label, _rows) in kinds.items()), *PairingState.choices]
    return chips_for(request, "state", choices, state, counts, at="")


@desk_view(Capability.PROPOSE_PAIRING)
def propose_for(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Propose one of the volunteers who fit for a child."""
    rows = Child.objects.where_can(request.user, Capability.PROPOSE_PAIRING).select_related("area__parent")
    child: Child = fetch(request, rows.prefetch_related("needs"), uuid=uuid)
    candidates = _candidates(child)
    form = ProposalForm(request.POST or None, candidates=candidates, initial=_initial(request, child))
    if request.method == "POST" and form.is_valid():
        volunteer = Volunteer.objects.unscoped("one of the candidates that were shown").get(
            uuid=form.cleaned_data["volunteer"]
        )
        try:
            pairing = propose(
                child,
                volunteer,
                by=request.user,
                services=form.cleaned_data["services"],
                is_primary=form.cleaned_data["is_primary"],
            )
        except Denied as denied:
            form.add_error(None, denied.message)
        else:
            messages.success(request, _("Proposed. Next: ask the guardian."))
            return redirect(pairing)
    record(ChildAction.READ, actor=request.user, target=child, view="pairing.propose")
    context = {"child": child, "form": form, "candidates": candidates, "unmet": unmet_needs(child)}
    context |= {"responsible": next(iter(responsible_for([child.area_path]).values()))}
    return render(request, "volunteers/pairing_propose.html", context)


def _candidates(child: Child) -> list[Candidate]:
    helpers = helpers_near([child.area_path], on=timezone.localdate())
    return candidates_for(child, helpers, refused=refused_for(child))[:SHOWN_CANDIDATES]


def _initial(request: SignedInRequest, child: Child) -> dict[str, object]:
    primary = any(pairing.is_primary for pairing in live_pairings_of(child))
    return {
        "volunteer": request.GET.get("volunteer", ""),
        "services": wanted_services(child),
        "is_primary": not primary,
    }


@desk_view(Capability.PROPOSE_PAIRING)
@require_GET
def detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One pairing: where it stands, what happened, and what comes next. Reading it is logged."""
    pairing = found(request, uuid, *STORY)
    record(PairingAction.READ, actor=request.user, target=pairing)
    sees_child = children_for(request.user).filter(pk=pairing.child_id).exists()
    told = record_of(pairing, request.user, sees_child=sees_child)
    return render(request, "volunteers/pairing.html", {"pairing": pairing, "record": told})


STORY = (
    "child__area__parent",
    "volunteer__area",
    "volunteer__user",
    "supervisor",
    "deputy",
    "proposed_by",
    "consent_recorded_by",
    "heard_by",
    "approved_by",
)
