"""Addresses of this app: public ones, a volunteer's, and its part of the desk under desk/."""

from django.urls import URLPattern, URLResolver, path

from .views import (
    desk_children,
    desk_editing,
    desk_hours,
    desk_photos,
    desk_place_editing,
    desk_places,
    desk_sessions,
    feeds,
    mine,
    my_hours,
    places,
    rollcall,
    sessions,
    walkins,
)

_SESSION = "desk/activities/<uuid:uuid>/"

app_name = "activities"
urlpatterns: list[URLPattern | URLResolver] = [
    path("places/", places.places, name="places"),
    path("places/<slug:slug>/", places.place, name="place"),
    path("activities/", sessions.sessions, name="sessions"),
    path("activities/calendar.ics", feeds.feed, name="feed"),
    path("activities/<uuid:uuid>/calendar.ics", feeds.one, name="session_calendar"),
    path("activities/<uuid:uuid>/", sessions.session, name="session"),
    path("activities/<uuid:uuid>/duty/", mine.duty, name="duty"),
    path("volunteer/sessions/", mine.sessions, name="my_sessions"),
    path("volunteer/hours/", my_hours.hours, name="my_hours"),
    path("desk/places/", desk_places.index, name="desk_places"),
    path("desk/places/add/", desk_place_editing.add, name="desk_place_add"),
    path("desk/places/<uuid:uuid>/change/", desk_place_editing.edit, name="desk_place_edit"),
    path("desk/places/<uuid:uuid>/rooms/", desk_places.rooms, name="desk_place_rooms"),
    path("desk/places/<uuid:uuid>/photos/", desk_places.photos, name="desk_place_photos"),
    path("desk/photos/", desk_photos.waiting, name="desk_photos"),
    path("desk/photos/<uuid:uuid>/picture/", desk_photos.picture, name="desk_photo_picture"),
    path("desk/photos/<uuid:uuid>/decide/", desk_photos.decide, name="desk_photo_decide"),
    path("desk/places/<uuid:uuid>/", desk_places.detail, name="desk_place"),
    path("desk/places/<uuid:uuid>/hazards/<uuid:hazard>/resolve/", desk_places.resolve, name="desk_hazard_resolve"),
    path("desk/activities/", desk_sessions.index, name="desk_sessions"),
    path("desk/activities/add/", desk_editing.add, name="desk_session_add"),
    path(_SESSION, desk_sessions.detail, name="desk_session"),
    path(f"{_SESSION}do/", desk_sessions.act, name="desk_session_do"),
    path(f"{_SESSION}change/", desk_editing.edit, name="desk_session_edit"),
    path(f"{_SESSION}enrol/", desk_children.enrol, name="desk_enrol"),
    path(f"{_SESSION}enrolments/<uuid:seat>/withdraw/", desk_children.take_off, name="desk_take_off"),
    path(f"{_SESSION}enrolments/<uuid:seat>/split/", desk_children.split, name="desk_split"),
    path(f"{_SESSION}roster/", desk_children.roster, name="desk_roster"),
    path(f"{_SESSION}rollcall/", rollcall.rollcall, name="rollcall"),
    path(f"{_SESSION}walk-in/", walkins.walk_in, name="walk_in"),
    path(f"{_SESSION}hours/", desk_hours.hours, name="desk_hours"),
    path(f"{_SESSION}hours/<uuid:duty>/correct/", desk_hours.correct, name="desk_hours_correct"),
]
