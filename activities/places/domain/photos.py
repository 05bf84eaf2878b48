"""Photos of a place: redrawn (no location, no camera), and public once a second person has looked at them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile, File
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from portal.accounts.domain.identities import own_accounts
from portal.accounts.domain.independence import second_denied_reason
from portal.accounts.enums import Capability, IndependenceReason
from portal.accounts.models import User
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import Denied, refuse
from portal.changes.locking import locked
from portal.notify.outbox import in_each_language, notify, withdraw
from portal.pictures import redraw
from portal.privacy.fields import is_unreadable
from portal.undo.undoing import TEN_MINUTES, keep, undo_until

from ...actions import PlaceAction
from ...enums import CommonRefusal
from ...models import Photo, Place, RemovedPhoto
from ...models.photo import WAITS_FOR
from ...permissions import may, may_in_full
from ...responsible import responsible_for_place
from ...telling import PLACE
from ..enums import PlaceRefusal, Reason
from .editing import locked_place, touched

AT_MOST = 8
# The sizes of the pages, drawn when a photo is confirmed so that no visitor waits for them.
SMALL = ("fill-176x132|format-webp", "fill-352x264|format-webp")
WIDE = ("fill-480x300|format-webp", "fill-960x600|format-webp")
_BEGINS = {b"\xff\xd8": "jpeg", b"\x89P": "png", b"RI": "webp"}


def to_look_at(user: User) -> QuerySet[Photo]:
    """The photos that wait for this person, the oldest first; nobody looks at their own."""
    places = Place.objects.where_can(user, Capability.CONFIRM_PHOTO)
    rows = Photo.waiting().filter(place__in=places).exclude(added_by__in=own_accounts(user))
    return rows.select_related("place", "added_by").order_by("added_at", "pk")


def format_of(content: bytes) -> str:
    """The format of a picture that was redrawn: jpeg, png or webp."""
    return _BEGINS[bytes(content[:2])]


@change_of_state
def add_photo(place: Place, *, file: File[Any], alt: str, by: User) -> Photo:
    """Keep a photo of the place until somebody else has looked at it.

    Raises Denied for a place that is not the actor's or has eight already, ValidationError for what is no picture.
    """
    place = locked_place(place, by)
    if place.photos.count() >= AT_MOST:
        raise Denied(PlaceRefusal.ENOUGH_PHOTOS)
    photo = Photo.objects.create(place=place, held_back=redraw(file).read(), alt=alt, added_by=by)
    touched(PlaceAction.PHOTO_ADDED, place, by, photo=str(photo.uuid))
    return photo


def opened(photo: Photo, *, by: User) -> bytes:
    """The picture itself while it waits. That somebody saw it is on the record, as with a child's own."""
    record(PlaceAction.PHOTO_READ, actor=by, target=photo.place, photo=str(photo.uuid))
    return held_back(photo)


def held_back(photo: Photo) -> bytes:
    """The picture that waits, decrypted; nothing when no key opens it any more."""
    return b"" if is_unreadable(photo.held_back) else photo.held_back or b""


def decide_denied_reason(photo: Photo, *, by: User) -> Reason | IndependenceReason | None:
    """Why this person cannot decide whether the photo becomes public, or None: another one, whatever the account."""
    if not may_in_full(by, Capability.CONFIRM_PHOTO, photo.place):
        return CommonRefusal.NOT_YOURS
    if photo.image_id is not None:
        return PlaceRefusal.PHOTO_DECIDED
    reason = second_denied_reason(
        by,
        firsts=[photo.added_by] if photo.added_by is not None else [],
        began=photo.added_at,
        capability=Capability.CONFIRM_PHOTO,
        path=photo.place.area_path,
    )
    return PlaceRefusal.OWN_PHOTO if reason == IndependenceReason.SAME_PERSON else reason


@change_of_state
def confirm_photo(photo: Photo, *, by: User) -> None:
    """Show the photo to the public: no child can be recognised, no name and no address be read.

    Raises Denied. Minors Protection Law art. 49, 103; PIPL art. 31.
    """
    photo = _locked(photo, by)
    if not (content := held_back(photo)):
        raise Denied(PlaceRefusal.PHOTO_UNREADABLE)
    photo.image = in_the_library(photo, content)
    photo.held_back, photo.confirmed_by = None, by
    photo.save()
    touched(PlaceAction.PHOTO_CONFIRMED, photo.place, by, photo=str(photo.uuid))


def in_the_library(photo: Photo, content: bytes) -> Any:
    """A picture of the public library with this content, in the sizes of the pages."""
    image = get_image_model().objects.create(
        title=f"{photo.place.name} {photo.alt}"[:250],
        description=photo.alt,
        file=ContentFile(content, name=f"photo.{format_of(content)}"),
        uploaded_by_user=photo.added_by,
    )
    image.get_renditions(*SMALL, *WIDE)
    return image


@change_of_state
def refuse_photo(photo: Photo, *, by: User) -> None:
    """Delete a photo that must not be public, and tell who added it, unless it is taken back. Raises Denied."""
    photo = _locked(photo, by)
    place, key = photo.place, str(photo.uuid)
    _set_aside(photo, held_back(photo), by)
    photo.delete()
    touched(PlaceAction.PHOTO_REFUSED, place, by, photo=key)
    _tell_who_added(photo, "photo_refused", not_before=undo_until())


def remove_undecided() -> int:
    """Delete each photo nobody has decided on for thirty days, and tell who added it. Returns how many.

    PIPL art. 19: kept no longer than its purpose needs.
    """
    old = Photo.waiting().filter(added_at__lt=timezone.now() - WAITS_FOR)
    return sum(_remove_undecided(photo) for photo in list(old))


@change_of_state
def _remove_undecided(photo: Photo) -> bool:
    place = locked(Place(pk=photo.place_id))
    # Somebody may have decided since it was looked up.
    found = Photo.waiting().select_related("place").filter(pk=photo.pk).first()
    if found is None:
        return False
    found.delete()
    record(PlaceAction.PHOTO_UNDECIDED, actor=None, target=place, photo=str(found.uuid))
    _tell_who_added(found, "photo_undecided")
    return True


def _tell_who_added(photo: Photo, template: str, *, not_before: datetime | None = None) -> None:
    """What became of a photo that is gone."""
    place, by = photo.place, photo.added_by
    names = in_each_language(lambda: {"place": place.local_name})
    # Whoever has left does not hear of it; who answers for the place does.
    for user in [by] if by and may(by, Capability.MANAGE_SESSION, place) else responsible_for_place(place):
        key = f"{template}:{photo.uuid}:{user.pk}"
        more: dict[str, Any] = {"not_before": not_before, "uuid": str(place.uuid)}
        notify(user, template, key=key, circle=f"{PLACE}:{place.uuid}", by_language=names, **more)


@change_of_state
def remove_photo(photo: Photo, *, by: User) -> None:
    """Take a photo away; the public file goes at once unless an editor uses it elsewhere. Raises Denied, as above."""
    place = locked_place(photo.place, by)
    # Somebody may have confirmed it, or taken it away, since it was looked up.
    photo = _as_it_is_now(photo)
    image, key = photo.image, str(photo.uuid)
    _set_aside(photo, _content_of(photo), by)
    photo.delete()
    if image and not Photo.objects.filter(image=image).exists() and not image.get_usage().count():
        image.delete()
    touched(PlaceAction.PHOTO_REMOVED, place, by, photo=key)


def forget_removed() -> int:
    """Every ten minutes: what was taken away and not taken back is gone for good. Returns how many."""
    return RemovedPhoto.objects.filter(removed_at__lte=timezone.now() - TEN_MINUTES).delete()[0]


@change_of_state
def put_back(detail: dict[str, Any], *, by: User) -> str:
    """Undo: the photo is there again as it was, in public or waiting. Raises Denied when nothing is left of it."""
    removed = RemovedPhoto.objects.select_related("place").filter(uuid=detail["photo"]).first()
    if removed is None:
        raise Denied(PlaceRefusal.PHOTO_DECIDED)
    if is_unreadable(removed.content) or not removed.content:
        raise Denied(PlaceRefusal.PHOTO_UNREADABLE)
    place = locked_place(removed.place, by)
    if place.photos.count() >= AT_MOST:
        raise Denied(PlaceRefusal.ENOUGH_PHOTOS)
    fields = ("uuid", "alt", "added_by", "added_at", "confirmed_by")
    photo = Photo(place=place, **{name: getattr(removed, name) for name in fields})
    content = removed.content
    if removed.shown:
        photo.image = in_the_library(photo, content)
    else:
        photo.held_back = content
    photo.save()
    removed.delete()
    withdraw(f"photo_refused:{photo.uuid}")
    touched(PlaceAction.PHOTO_PUT_BACK, place, by, photo=str(photo.uuid))
    return _("The photo is there again.")


def _set_aside(photo: Photo, content: bytes, by: User) -> None:
    """Keep it for ten minutes where no page, no library and no address leads."""
    fields = ("uuid", "place", "alt", "added_by", "added_at", "confirmed_by")
    shown = photo.image_id is not None
    RemovedPhoto.objects.create(content=content, shown=shown, **{name: getattr(photo, name) for name in fields})
    keep("place.photo", by=by, photo=str(photo.uuid))


def _content_of(photo: Photo) -> bytes:
    if photo.image is None:
        return held_back(photo)
    with photo.image.file.open("rb") as file:
        return bytes(file.read())


def _locked(photo: Photo, by: User) -> Photo:
    """The photo as it is now; its place is locked, so nobody else decides. Raises Denied."""
    locked_place(photo.place, by)
    found = _as_it_is_now(photo)
    refuse(decide_denied_reason(found, by=by))
    return found


def _as_it_is_now(photo: Photo) -> Photo:
    found = Photo.objects.select_related("place", "added_by", "image").filter(pk=photo.pk).first()
    if found is None:
        raise Denied(PlaceRefusal.PHOTO_DECIDED)
    return found
