"""The desk's addresses of places and their photos."""

from django.urls import path

from .views import editing, photos, records

_PLACE = "desk/places/<uuid:uuid>/"
_PHOTO = "desk/photos/<uuid:uuid>/"

urlpatterns = [
    path("desk/places/", records.index, name="desk_places"),
    path("desk/places/add/", editing.add, name="desk_place_add"),
    path(f"{_PLACE}change/", editing.edit, name="desk_place_edit"),
    path(f"{_PLACE}rooms/", records.rooms, name="desk_place_rooms"),
    path(f"{_PLACE}photos/", records.photos, name="desk_place_photos"),
    path("desk/photos/", photos.waiting, name="desk_photos"),
    path(f"{_PHOTO}picture/", photos.picture, name="desk_photo_picture"),
    path(f"{_PHOTO}decide/", photos.decide, name="desk_photo_decide"),
    path(_PLACE, records.detail, name="desk_place"),
    path(f"{_PLACE}hazards/<uuid:hazard>/resolve/", records.resolve, name="desk_hazard_resolve"),
]
