"""Opening a place, and changing what the public reads of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.changes.denied import Denied
from portal.desk.access import desk_view, fetch
from portal.pages.sure import YES, kept_of
from portal.undo.offering import refresh_offers

from ...enums import CommonRefusal
from ...models import Place
from ...permissions import may_in_full
from ...sessions.rows import rows_of
from ..domain.closing import coming_at, concerns_people
from ..domain.editing import areas_to_open_in, change_place, open_place
from ..forms import HidingForm, PlaceForm


@desk_view(Capability.MANAGE_SESSION)
def add(request: SignedInRequest) -> HttpResponse:
    """A new place; a centre manager is told whom to ask."""
    if not areas_to_open_in(request.user).exists():
        return render(request, "activities/desk/place_form.html", status=403)
    form = PlaceForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            place = open_place(by=request.user, **form.planned())
        except Denied as denied:
            form.refuse(denied.reason)
        else:
            messages.success(request, _("The place is open. Add its rooms, photos and managers now."))
            return redirect("activities:desk_place", place.uuid)
    return render(request, "activities/desk/place_form.html", {"form": form})


@desk_view(Capability.MANAGE_SESSION)
def edit(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What the public reads: opening hours, what there is, how to get there."""
    place = fetch(request, Place, capability=Capability.MANAGE_SESSION, uuid=uuid)
    in_full = may_in_full(request.user, Capability.MANAGE_SESSION, place)
    posted = request.POST if request.method == "POST" else None
    form = PlaceForm(posted, user=request.user, place=place, in_full=in_full)
    if posted is not None and form.is_valid():
        answer = _asked(request, place, form)
        if isinstance(answer, HttpResponse):
            return answer
        data = form.cleaned_data
        try:
            change_place(
                place, by=request.user, seen=data["seen"], managers=data.get("managers"), **answer, **form.planned()
            )
        except Denied as denied:
            if denied.reason == CommonRefusal.CHANGED_MEANWHILE:
                form.compare(Place.objects.where_can(request.user, Capability.MANAGE_SESSION).get(uuid=uuid))
            form.refuse(denied.reason)
        else:
            refresh_offers(request)
            messages.success(request, _("Saved."))
            return redirect("activities:desk_place", place.uuid)
    return render(request, "activities/desk/place_form.html", {"form": form, "place": place})


def _asked(request: SignedInRequest, place: Place, form: PlaceForm) -> HttpResponse | dict[str, Any]:
    """The page with the sessions whom this concerns, or what was decided about them."""
    planned = form.planned()
    changed = concerns_people(place, planned)
    coming = list(coming_at(place)) if changed else []
    if not coming:
        return {}
    hides = "listed" in changed and not planned["listed"]
    answered = request.POST.get("sure") == YES
    hiding = HidingForm(request.POST if answered else None) if hides else None
    if answered and (hiding is None or hiding.is_valid()):
        return hiding.decided() if hiding else {}
    labels = {"name": pgettext("place", "Name"), "address": _("Address")}
    context = {
        "place": place,
        "coming": coming,
        "listing": rows_of(coming),
        "hiding": hiding,
        "heads": [_("What is different"), _("Until now"), _("From now on")],
        "differences": [(labels[key], getattr(place, key), planned[key]) for key in labels if key in changed],
        "kept": kept_of(request, without=HidingForm.base_fields),
    }
    return render(request, "activities/desk/place_sure.html", context)
