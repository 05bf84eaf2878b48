"""Photos of a place: redrawn (no location, no camera), and public once a second person has looked at them."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import QuerySet
from wagtail.images import get_image_model

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.denied import Denied
from portal.notify.outbox import in_each_language, notify
from portal.pictures import redraw

from ..enums import Refusal
from ..models import Photo, Place
from ..permissions import may_in_full
from .editing_places import locked_place, touched

AT_MOST = 8
# The sizes of the pages, drawn when a photo is confirmed so that no visitor waits for them.
SMALL = ("fill-176x132|format-webp", "fill-352x264|format-webp")
WIDE = ("fill-480x300|format-webp", "fill-960x600|format-webp")
_BEGINS = {b"\xff\xd8": "jpeg", b"\x89P": "png", b"RI": "webp"}


def to_look_at(user: User) -> QuerySet[Photo]:
    """The photos that wait for this person, the oldest first; nobody looks at their own."""
    places = Place.objects.where_can(user, Capability.CONFIRM_PHOTO)
    rows = Photo.waiting().filter(place__in=places).exclude(added_by=user)
    return rows.select_related("place", "added_by").order_by("added_at", "pk")


def format_of(content: bytes) -> str:
    """The format of a picture that was redrawn: jpeg, png or webp."""
    return _BEGINS[bytes(content[:2])]


@transaction.atomic
def add_photo(place: Place, *, file: File[Any], alt: str, by: User) -> Photo:
    """Keep a photo of the place until somebody else has looked at it.

    Raises Denied for a place that is not the actor's or has eight already, ValidationError for what is no picture.
    """
    place = locked_place(place, by)
    if place.photos.count() >= AT_MOST:
        raise Denied(Refusal.ENOUGH_PHOTOS)
    photo = Photo.objects.create(place=place, held_back=redraw(file).read(), alt=alt, added_by=by)
    touched("place.add_photo", place, by, photo=str(photo.uuid))
    return photo


def decide_denied_reason(photo: Photo, *, by: User) -> Refusal | None:
    """Why this person cannot decide whether the photo becomes public, or None."""
    if not may_in_full(by, Capability.CONFIRM_PHOTO, photo.place):
        return Refusal.NOT_YOURS
    if photo.image_id is not None:
        return Refusal.PHOTO_DECIDED
    return Refusal.OWN_PHOTO if photo.added_by_id == by.pk else None


@transaction.atomic
def confirm_photo(photo: Photo, *, by: User) -> None:
    """Show the photo to the public: no child can be recognised, no name and no address be read.

    Raises Denied. Minors Protection Law art. 49, 103; PIPL art. 31.
    """
    photo = _locked(photo, by)
    content = bytes(photo.held_back or b"")
    photo.image = get_image_model().objects.create(
        title=f"{photo.place.name} {photo.alt}"[:250],
        description=photo.alt,
        file=ContentFile(content, name=f"photo.{format_of(content)}"),
        uploaded_by_user=photo.added_by,
    )
    photo.image.get_renditions(*SMALL, *WIDE)
    photo.held_back, photo.confirmed_by = None, by
    photo.save()
    touched("place.confirm_photo", photo.place, by, photo=str(photo.uuid))


@transaction.atomic
def refuse_photo(photo: Photo, *, by: User) -> None:
    """Delete a photo that must not be public, and tell who added it. Raises Denied."""
    photo = _locked(photo, by)
    place, key = photo.place, str(photo.uuid)
    photo.delete()
    touched("place.refuse_photo", place, by, photo=key)
    if photo.added_by:
        names = in_each_language(lambda: {"place": place.local_name})
        notify(photo.added_by, "photo_refused", key=f"photo.refused:{key}", by_language=names, uuid=str(place.uuid))


@transaction.atomic
def remove_photo(photo: Photo, *, by: User) -> None:
    """Take a photo away; the file goes too unless an editor uses it elsewhere. Raises Denied, as above."""
    place = locked_place(photo.place, by)
    # Somebody may have confirmed it, or taken it away, since it was looked up.
    photo = _as_it_is_now(photo)
    image, key = photo.image, str(photo.uuid)
    photo.delete()
    if image and not Photo.objects.filter(image=image).exists() and not image.get_usage().count():
        image.delete()
    touched("place.remove_photo", place, by, photo=key)


def _locked(photo: Photo, by: User) -> Photo:
    """The photo as it is now; its place is locked, so nobody else decides. Raises Denied."""
    locked_place(photo.place, by)
    found = _as_it_is_now(photo)
    if reason := decide_denied_reason(found, by=by):
        raise Denied(reason)
    return found


def _as_it_is_now(photo: Photo) -> Photo:
    found = Photo.objects.select_related("place", "added_by", "image").filter(pk=photo.pk).first()
    if found is None:
        raise Denied(Refusal.PHOTO_DECIDED)
    return found
