"""The children who wait for a pairing, each with who fits best: the board, and its first rows on the first screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from children.enums import Risk
from children.models import Child
from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.accounts.requests import SignedInRequest
from portal.areas.scoping import ScopedQuerySet
from portal.audit.log import record
from portal.desk.access import desk_view
from portal.desk.registry import Panel

from ..domain.pairing_candidates import (
    Candidate,
    Helper,
    candidates_for,
    helpers_near,
    refused_among,
    waiting,
    waiting_long,
)

PAGE_SIZE = 25
ON_FIRST_SCREEN = 5


@dataclass(frozen=True)
class Waiting:
    """A child who waits, for how long, and the volunteer who fits best."""

    child: Child
    days: int
    best: Candidate | None


@require_GET
@desk_view(Capability.PROPOSE_PAIRING)
def waiting_list(request: SignedInRequest) -> HttpResponse:
    """Children who wait for a pairing, each with the volunteer who fits best and why."""
    show, filters = request.GET.get("show", ""), _filters(request.user)
    page = Paginator(filters.get(show, filters[""]), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = _rows(request, page.object_list)
    context = {"page": page, "rows": rows, "chips": _chips(filters, show)}
    return render(request, "volunteers/pairing_waiting.html", context)


def first_screen(request: SignedInRequest) -> Panel | None:
    """The most urgent of them below what is due today."""
    if not request.user.can(Capability.PROPOSE_PAIRING):
        return None
    filters = _filters(request.user)
    rows = _rows(request, filters[""][:ON_FIRST_SCREEN])
    context = {"rows": rows, "chips": _chips(filters, "")}
    return Panel("volunteers/pairing_today.html", context, order=10) if rows else None


def _rows(request: SignedInRequest, found: Iterable[Child]) -> list[Waiting]:
    """The rows as they are shown; showing them is logged."""
    children, now = list(found), timezone.now()
    helpers = helpers_near({child.area_path for child in children}, on=timezone.localdate())
    refused = refused_among(children)
    rows = [
        Waiting(child, (now - child.created_at).days, _best(child, helpers, refused.get(child.pk, set())))
        for child in children
    ]
    if rows:
        record("child.listed", actor=request.user, target=request.user, shown=len(rows))
    return rows


def _best(child: Child, helpers: list[Helper], refused: set[int]) -> Candidate | None:
    return next(iter(candidates_for(child, helpers, refused=refused)), None)


def _filters(user: User) -> dict[str, ScopedQuerySet]:
    everyone = waiting(user)
    return {"": everyone, "high": everyone.filter(risk=Risk.HIGH), "long": waiting_long(everyone)}


def _chips(filters: dict[str, ScopedQuerySet], show: str) -> list[dict[str, object]]:
    labels = {"": _("All"), "high": _("High risk"), "long": _("Waiting for more than 14 days")}
    board = reverse("volunteers:pairings_waiting")
    return [
        {
            "label": labels[key],
            "url": f"{board}?show={key}" if key else board,
            "current": show == key,
            "count": found.count(),
        }
        for key, found in filters.items()
    ]
