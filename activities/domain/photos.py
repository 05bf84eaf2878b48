"""Photos of a place. The public picture library redraws each one: no location, no camera, limited pixels."""

from __future__ import annotations

from typing import Any

from django.core.files.base import File
from django.db import transaction
from wagtail.images import get_image_model

from portal.accounts.models import User
from portal.denied import Denied

from ..enums import Refusal
from ..models import Photo, Place
from .editing_places import locked_place, touched

AT_MOST = 8
# The sizes of the pages, drawn when a photo is added so that no visitor waits for them.
SMALL = ("fill-176x132|format-webp", "fill-352x264|format-webp")
WIDE = ("fill-480x300|format-webp", "fill-960x600|format-webp")


@transaction.atomic
def add_photo(place: Place, *, file: File[Any], alt: str, by: User) -> Photo:
    """Show a photo of the place.

    Raises Denied for a place that is not the actor's or has eight already, ValidationError for what is no picture.
    """
    place = locked_place(place, by)
    if place.photos.count() >= AT_MOST:
        raise Denied(Refusal.ENOUGH_PHOTOS)
    title = f"{place.name} {alt}"[:250]
    image = get_image_model().objects.create(title=title, description=alt, file=file, uploaded_by_user=by)
    image.get_renditions(*SMALL, *WIDE)
    photo = Photo.objects.create(place=place, image=image, alt=alt)
    touched("place.add_photo", place, by, photo=str(photo.uuid))
    return photo


@transaction.atomic
def remove_photo(photo: Photo, *, by: User) -> None:
    """Take a photo away; the file goes too unless an editor uses it elsewhere. Raises Denied, as above."""
    place = locked_place(photo.place, by)
    image, key = photo.image, str(photo.uuid)
    photo.delete()
    if not Photo.objects.filter(image=image).exists() and not image.get_usage().count():
        image.delete()
    touched("place.remove_photo", place, by, photo=key)
