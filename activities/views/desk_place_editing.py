"""Opening a place, and changing what the public reads of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.denied import Denied
from portal.desk.access import desk_view

from ..domain.editing_places import areas_to_open_in, change_place, open_place
from ..forms import PlaceForm
from ..models import Place
from ..permissions import may_in_full


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
    place = get_object_or_404(Place.objects.where_can(request.user, Capability.MANAGE_SESSION), uuid=uuid)
    in_full = may_in_full(request.user, Capability.MANAGE_SESSION, place)
    posted = request.POST if request.method == "POST" else None
    form = PlaceForm(posted, user=request.user, place=place, in_full=in_full)
    if posted is not None and form.is_valid():
        data = form.cleaned_data
        try:
            change_place(place, by=request.user, seen=data["seen"], managers=data.get("managers"), **form.planned())
        except Denied as denied:
            form.refuse(denied.reason)
        else:
            messages.success(request, _("Saved."))
            return redirect("activities:desk_place", place.uuid)
    return render(request, "activities/desk/place_form.html", {"form": form, "place": place})
