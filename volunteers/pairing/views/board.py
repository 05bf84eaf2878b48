"""The children who wait for a pairing, each with who fits best: the board, and its first rows on the first screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from children.ledger.actions import ChildAction
from children.ledger.enums import Risk
from children.ledger.models import Child
from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.accounts.requests import SignedInRequest
from portal.areas.scoping import ScopedQuerySet
from portal.components.chips import chips_for
from portal.desk.access import desk_view
from portal.desk.listing import PAGE_SIZE, seen
from portal.desk.registry import Panel
from portal.input.asked import page_of
from portal.input.coming_back import keeps_place

from ..domain.board import PLANNED, suggested
from ..domain.candidates import (
    Candidate,
    helpers_near,
    most_urgent,
    refused_among,
    some_helpers_near,
    waiting,
    waiting_long,
)
from ..domain.needs import responsible_for, unmet_children, unmet_needs
from ..domain.rules import COUNTY_CODE_LENGTH
from .waiting import Waiting, listing_of

ON_FIRST_SCREEN = 5
LONG, UNMET_SHOWN = "long", "unmet"


@desk_view(Capability.PROPOSE_PAIRING)
@keeps_place
@require_GET
def waiting_list(request: SignedInRequest) -> HttpResponse:
    """Children who wait for a pairing, each with the volunteer who fits best and why."""
    show, filters = request.GET.get("show", ""), _filters(request.user)
    page = page_of(request, filters.get(show, filters[""]), PAGE_SIZE)
    ahead = filters[""] if show in (LONG, UNMET_SHOWN) else filters.get(show, filters[""])[: page.end_index()]
    rows = _rows(request, page.object_list, ahead[:PLANNED])
    context: dict[str, Any] = {"page": page, "rows": rows, "chips": _chips(request, filters, show)}
    context |= {"listing": listing_of(rows, request.user, unmet_only=show == UNMET_SHOWN)}
    return render(request, "volunteers/pairing_waiting.html", context)


def first_screen(request: SignedInRequest) -> Panel | None:
    """The most urgent of them below what is due today."""
    if not request.user.can(Capability.PROPOSE_PAIRING):
        return None
    rows = _rows(request, first := most_urgent(request.user, ON_FIRST_SCREEN), first, briefly=True)
    context: dict[str, Any] = {"listing": listing_of(rows, request.user), "chips": _chips(request, None, "")}
    return Panel("volunteers/pairing_today.html", context, order=10) if rows else None


def _rows(
    request: SignedInRequest, found: Iterable[Child], ahead: Iterable[Child], *, briefly: bool = False
) -> list[Waiting]:
    """The rows as they are shown; showing them is logged. `ahead`: all up to them, who are suggested somebody first."""
    children, before, now = list(found), list(ahead), timezone.now()
    best = (_best_of_some if briefly else _best)(before)
    responsible = responsible_for(child.area_path for child in children)
    rows = [
        Waiting(
            child,
            (now - child.created_at).days,
            best.get(child.pk),
            child.pk in best,
            unmet_needs(child),
            responsible[child.area_path[:COUNTY_CODE_LENGTH]],
        )
        for child in children
    ]
    if rows:
        seen(request, ChildAction.LISTED, len(rows))
    return rows


def _best(children: list[Child]) -> dict[int, Candidate | None]:
    helpers = helpers_near({child.area_path for child in children}, on=timezone.localdate())
    return suggested(children, helpers, refused_among(children))


def _best_of_some(children: list[Child]) -> dict[int, Candidate | None]:
    """The same among some of the volunteers; among all only when these are not enough: nobody is told of too few."""
    helpers, all_of_them = some_helpers_near({child.area_path for child in children}, on=timezone.localdate())
    best = suggested(children, helpers, refused_among(children))
    return best if all_of_them or all(best.values()) else _best(children)


def _filters(user: User) -> dict[str, ScopedQuerySet]:
    everyone = waiting(user)
    unmet = unmet_children(user).select_related("area__parent").prefetch_related("needs")
    return {"": everyone, "high": everyone.filter(risk=Risk.HIGH), LONG: waiting_long(everyone), UNMET_SHOWN: unmet}


def _chips(request: SignedInRequest, filters: dict[str, ScopedQuerySet] | None, show: str) -> list[dict[str, Any]]:
    """With their counts on the board; the first screen has its own."""
    labels = {"high": _("High risk"), LONG: _("Waiting for more than 14 days"), UNMET_SHOWN: _("Not met by a pairing")}
    counts = {key: found.count() for key, found in filters.items()} if filters else None
    board = reverse("volunteers:pairings_waiting")
    return chips_for(request, "show", labels.items(), show, counts, at=board, always=labels)
