"""The desk's addresses of sessions: planning, the day itself."""

from django.urls import path

from .views import editing, records, rollcall, walkins

_SESSION = "desk/activities/<uuid:uuid>/"

urlpatterns = [
    path("desk/activities/", records.index, name="desk_sessions"),
    path("desk/activities/add/", editing.add, name="desk_session_add"),
    path(_SESSION, records.detail, name="desk_session"),
    path(f"{_SESSION}do/", records.act, name="desk_session_do"),
    path(f"{_SESSION}change/", editing.edit, name="desk_session_edit"),
    path(f"{_SESSION}rollcall/", rollcall.rollcall, name="rollcall"),
    path(f"{_SESSION}walk-in/", walkins.walk_in, name="walk_in"),
]
