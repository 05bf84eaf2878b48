"""Places on the desk: the list, one place and what is unsafe there."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.denied import Denied
from portal.desk.access import desk_view

from ..domain.places import add_hazard, resolve_hazard
from ..forms import HazardForm
from ..models import Hazard, Place


@desk_view(Capability.SEE_SESSION)
@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """The places of one's area, those with open hazards marked."""
    is_open = Q(hazards__resolved_on=None, hazards__isnull=False)
    rows = Place.objects.visible_to(request.user).select_related("area")
    places = rows.annotate(
        serious=Count("hazards", filter=is_open & Q(hazards__serious=True)), small=Count("hazards", filter=is_open)
    )
    return render(request, "activities/desk/places.html", {"places": places})


@desk_view(Capability.SEE_SESSION)
def detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One place; a POST adds a hazard."""
    place = get_object_or_404(Place.objects.visible_to(request.user).select_related("area"), uuid=uuid)
    form = HazardForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            add_hazard(place, by=request.user, **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.message)
        else:
            messages.success(request, _("Written down."))
            return redirect("activities:desk_place", place.uuid)
    context = {"place": place, "hazards": place.hazards.all(), "managers": place.managers.all(), "form": form}
    return render(request, "activities/desk/place.html", context)


@desk_view(Capability.MANAGE_SESSION)
@require_POST
def resolve(request: SignedInRequest, uuid: UUID, hazard: UUID) -> HttpResponse:
    """It is safe again."""
    place = get_object_or_404(Place.objects.where_can(request.user, Capability.MANAGE_SESSION), uuid=uuid)
    resolve_hazard(get_object_or_404(Hazard, place=place, uuid=hazard), by=request.user)
    messages.success(request, _("Resolved. Sessions can be published here again."))
    return redirect("activities:desk_place", place.uuid)
