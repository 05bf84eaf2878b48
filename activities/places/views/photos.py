"""Photos that wait for a second person: the queue, the picture itself, and the decision."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.changes.denied import Denied
from portal.desk.access import desk_view, fetch
from portal.input.asked import page_of
from portal.pages.sure import Question, ask_first
from portal.undo.offering import refresh_offers

from ...models import Photo, Place
from ..domain.photos import confirm_photo, format_of, opened, refuse_photo, to_look_at
from ..enums import PlaceRefusal
from ..forms import LookedForm

PER_PAGE = 5


@dataclass(frozen=True)
class Row:
    """A photo and the tick that belongs to it."""

    photo: Photo
    form: LookedForm


@desk_view(Capability.CONFIRM_PHOTO)
@require_GET
def waiting(request: SignedInRequest) -> HttpResponse:
    """The photos of one's area that nobody else has looked at."""
    return _page(request)


@desk_view(Capability.SEE_SESSION)
@require_GET
def picture(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A waiting photo, for the desk of its place alone, on the record; once it is public it is a file like others."""
    rows = Photo.objects.filter(place__in=Place.objects.visible_to(request.user), image=None)
    content = opened(fetch(request, rows, "place", uuid=uuid), by=request.user)
    if not content:  # no key opens it any more: there is nothing to look at
        raise Http404
    return HttpResponse(content, content_type=f"image/{format_of(content)}")


@desk_view(Capability.CONFIRM_PHOTO)
@require_POST
def decide(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Confirm with the tick, or refuse."""
    photo = Photo.objects.filter(uuid=uuid).first()
    if photo is None:
        messages.warning(request, PlaceRefusal.PHOTO_DECIDED.label)
        return redirect("activities:desk_photos")
    fetch(request, Place, capability=Capability.CONFIRM_PHOTO, pk=photo.place_id)
    form = LookedForm(request.POST, auto_id=f"{photo.uuid}-%s")
    if "refuse" not in request.POST and not form.is_valid():
        return _page(request, form, photo)
    if "refuse" in request.POST and (asking := ask_first(request, _refusing(photo))):
        return asking
    try:
        if "refuse" in request.POST:
            refuse_photo(photo, by=request.user)
            refresh_offers(request)
            messages.success(request, _("Deleted. Whoever added it is told in ten minutes."))
        else:
            confirm_photo(photo, by=request.user)
            messages.success(request, _("Thank you. The public sees this photo now."))
    except Denied as denied:
        messages.warning(request, denied.message)
    return redirect("activities:desk_photos")


def _refusing(photo: Photo) -> Question:
    return Question(
        title=_("Delete the photo “%(alt)s”?") % {"alt": photo.alt},
        follows=[_("Nobody sees it any more. Whoever added it is told in ten minutes.")],
        button=_("Delete the photo"),
        back=reverse("activities:desk_photos"),
    )


def _page(request: SignedInRequest, failed: LookedForm | None = None, about: Photo | None = None) -> HttpResponse:
    found = to_look_at(request.user)
    page = page_of(request, found.filter(pk=about.pk) if about else found, PER_PAGE)
    rows = [Row(photo, failed or LookedForm(auto_id=f"{photo.uuid}-%s")) for photo in page]
    context = {"page_obj": page, "rows": rows, "failed": failed}
    return render(request, "activities/desk/photos.html", context)
