"""Places on the desk: the list, one place, what is unsafe there, its rooms and photos."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.changes.denied import Denied
from portal.desk.access import desk_view, fetch
from portal.input.asked import whole_number
from portal.input.coming_back import keeps_place
from portal.pages.sure import Question, ask_first
from portal.undo.offering import refresh_offers

from ...models import Place
from ..domain.due import LEFT, without_managers
from ..domain.editing import add_room, areas_to_open_in, remove_room
from ..domain.hazards import add_hazard, resolve_hazard
from ..domain.photos import add_photo, remove_photo
from ..forms import HazardForm, PhotoForm, RoomForm
from ..rows import rows_of
from .presenting import context_of


@desk_view(Capability.SEE_SESSION)
@keeps_place
@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """The places of one's area, those with open hazards marked."""
    is_open = Q(hazards__resolved_on=None, hazards__isnull=False)
    rows = Place.objects.visible_to(request.user).select_related("area")
    places = rows.annotate(
        serious=Count("hazards", filter=is_open & Q(hazards__serious=True)), small=Count("hazards", filter=is_open)
    )
    may_open, show = areas_to_open_in(request.user).exists(), request.GET.get("show", "")
    context = {"may_open": may_open, "chips": _chips(rows, show)}
    shown = without_managers(places) if show == LEFT else places
    context |= {"places": shown, "listing": rows_of(shown)}
    return render(request, "activities/desk/places.html", context)


def _chips(rows: QuerySet[Place], show: str) -> list[dict[str, object]]:
    """The filter, while there is something to find by it."""
    left = without_managers(rows).count()
    everything = {"label": _("All"), "url": "?", "current": show != LEFT, "count": rows.count()}
    needs = {"label": _("Needs a new manager"), "url": f"?show={LEFT}", "current": show == LEFT, "count": left}
    return [everything, needs] if left or show == LEFT else []


@desk_view(Capability.SEE_SESSION)
def detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One place; a POST adds a hazard."""
    place = fetch(request, Place, "area", uuid=uuid)
    form = HazardForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _done(form, add_hazard, place, by=request.user, **form.cleaned_data):
        messages.success(request, _("Written down."))
        return redirect("activities:desk_place", place.uuid)
    return _page(request, place, form=form)


@desk_view(Capability.MANAGE_SESSION)
@require_POST
def resolve(request: SignedInRequest, uuid: UUID, hazard: UUID) -> HttpResponse:
    """It is safe again."""
    place = _own(request, uuid)
    found = fetch(request, place.hazards.all(), uuid=hazard)
    follows = [found.description]
    if found.serious:
        follows.append(_("Sessions can be published and started here again."))
    if asking := _ask(request, place, _("Is it safe again?"), follows, _("Yes, it is safe again")):
        return asking
    resolve_hazard(found, by=request.user)
    refresh_offers(request)
    messages.success(request, _("Resolved. Sessions can be published here again."))
    return redirect("activities:desk_place", place.uuid)


@desk_view(Capability.MANAGE_SESSION)
@require_POST
def rooms(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Add a room, or take the one named by `remove` away."""
    place = _own(request, uuid)
    if "remove" in request.POST:
        room = fetch(request, place.rooms.all(), pk=whole_number(request.POST["remove"]))
        title = _("Remove the room %(name)s?") % {"name": room.name}
        follows = [_("It can no longer be booked, and the public page no longer names it.")]
        if asking := _ask(request, place, title, follows, _("Remove the room")):
            return asking
        return _removed(request, place, lambda: remove_room(room, by=request.user))
    form = RoomForm(request.POST)
    if form.is_valid() and _done(form, add_room, place, by=request.user, **form.cleaned_data):
        messages.success(request, _("The room is in the list."))
        return redirect("activities:desk_place", place.uuid)
    return _page(request, place, room_form=form)


@desk_view(Capability.MANAGE_SESSION)
@require_POST
def photos(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Add a photo, or take the one named by `remove` away."""
    place = _own(request, uuid)
    if "remove" in request.POST:
        photo = fetch(request, place.photos.all(), pk=whole_number(request.POST["remove"]))
        title = _("Remove the photo “%(alt)s”?") % {"alt": photo.alt}
        follows = [_("It is gone from the public pages at once, and its file is deleted.")]
        if asking := _ask(request, place, title, follows, _("Remove the photo")):
            return asking
        return _removed(request, place, lambda: remove_photo(photo, by=request.user))
    form = PhotoForm(request.POST, files=request.FILES)
    if form.is_valid() and _done(form, add_photo, place, by=request.user, **form.cleaned_data):
        messages.success(
            request, _("Added. The public sees it once a colleague of the township or county has looked at it.")
        )
        return redirect("activities:desk_place", place.uuid)
    return _page(request, place, photo_form=form)


def _own(request: SignedInRequest, uuid: UUID) -> Place:
    """The place if this person may change it; else 404."""
    return fetch(request, Place, "area", capability=Capability.MANAGE_SESSION, uuid=uuid)


def _done(form: Any, function: Callable[..., object], place: Place, **values: Any) -> bool:
    """Whether the domain did it; what it refused stands in the form."""
    try:
        function(place, **values)
    except Denied as denied:
        form.add_error(None, denied.message)
    except ValidationError as error:
        form.add_error("file", error)
    return form.is_valid()


def _ask(request: SignedInRequest, place: Place, title: str, follows: list[str], button: str) -> HttpResponse | None:
    """See ask_first; No leads back to the place."""
    back = reverse("activities:desk_place", args=[place.uuid])
    return ask_first(request, Question(title, follows, button, back))


def _removed(request: SignedInRequest, place: Place, remove: Callable[[], None]) -> HttpResponse:
    try:
        remove()
        refresh_offers(request)
        messages.success(request, _("Removed."))
    except Denied as denied:
        messages.warning(request, denied.message)
    return redirect("activities:desk_place", place.uuid)


def _page(request: SignedInRequest, place: Place, **forms: Any) -> HttpResponse:
    return render(request, "activities/desk/place.html", context_of(place, request.user, **forms))
