"""People and roles on the desk: who serves where, who is proposed, who will serve, and appointing somebody."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.domain.deciding import proposer_has_left
from portal.accounts.domain.identities import hints
from portal.accounts.enums import Capability, Role
from portal.accounts.models import Assignment, RoleChange, User
from portal.accounts.requests import SignedInRequest
from portal.changes.denied import Denied
from portal.components.chips import chips_for
from portal.input.asked import page_of
from portal.input.coming_back import keeps_place

from ..accounts.actions import RoleAction
from . import people_rows
from .access import desk_view
from .appointing import LEFT, Person, appoint, assignments_for, proposed_for, upcoming_for, without_identity
from .listing import seen
from .people_forms import AppointForm, area_label, posted
from .people_record import may_end

PAGE_SIZE = 50


@desk_view(Capability.MANAGE_PEOPLE)
@keeps_place
@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """Who serves in the person's areas, by role; above them what waits: for a second person, or for its hour."""
    everyone, role = assignments_for(request.user), request.GET.get("role", "")
    page = page_of(request, _chosen(everyone, role), PAGE_SIZE)
    shown = list(page.object_list)
    upcoming = list(upcoming_for(request.user))
    proposed = [one for one in proposed_for(request.user) if role != LEFT or proposer_has_left(one)]
    rows = _rows(request.user, shown)
    seen(request, RoleAction.LISTED, len(rows) + len(upcoming) + len(proposed))
    counts = dict(everyone.order_by().values_list("role").annotate(Count("pk")))
    counts[""] = sum(counts.values())
    chips = chips_for(request, "role", Role.choices, role if role in Role.values else "", counts, at="")
    context: dict[str, Any] = {"page": page, "rows": rows, "chips": chips}
    left = {change.pk for change in proposed if proposer_has_left(change)}
    context |= {"upcoming": _rows(request.user, upcoming), "proposed": proposed, "left": left}
    context |= {
        "serving_listing": people_rows.serving(rows),
        "upcoming_listing": people_rows.upcoming(context["upcoming"]),
        "proposed_listing": people_rows.proposed(proposed, left),
    }
    return render(request, "desk/people.html", context)


def _chosen(everyone: QuerySet[Assignment], role: str) -> QuerySet[Assignment]:
    if role == "missing":
        return without_identity(everyone)
    return everyone.filter(role=role) if role in Role.values else everyone


def _rows(user: User, held: list[Assignment]) -> list[dict[str, Any]]:
    people = [one.user for one in held]
    known, on_file = hints(people)
    return [_row(user, one, known.get(one.user_id, []), one.user_id in on_file) for one in held]


def _row(user: User, held: Assignment, alike: list[tuple[User, str]], on_file: bool) -> dict[str, Any]:
    own = held.user_id == user.pk
    return {
        "held": held,
        "area": area_label(held.area),
        "may_end": not own and may_end(user, held),
        "own": own,
        "alike": alike,
        "on_file": on_file,
    }


@desk_view(Capability.MANAGE_PEOPLE)
def people_add(request: SignedInRequest) -> HttpResponse:
    """Appoint somebody, who need not have an account yet, or propose it where two people have to."""
    form = AppointForm(posted(request), by=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        person = Person(data["email"], data["name"], data["phone"], data["id_number"])
        try:
            done = appoint(person, data["role"], data["area"], by=request.user)
        except Denied as denied:
            form.refuse(denied.reason)
        else:
            messages.success(request, _told(done))
            return redirect("desk:people")
    return render(request, "desk/people_add.html", {"form": form})


def _told(done: Assignment | RoleChange) -> str:
    said = {"role": done.get_role_display(), "area": done.area}
    if isinstance(done, Assignment):
        return _("Appointed: %(role)s, %(area)s. An email tells them how to sign in.") % said
    return _("Proposed: %(role)s, %(area)s. Colleagues are told; one of them has to confirm it.") % said
