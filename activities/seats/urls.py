"""Addresses of taking part: a volunteer's own, and enrolling children on the desk."""

from django.urls import path

from .views import children, mine

_SESSION = "desk/activities/<uuid:uuid>/"

urlpatterns = [
    path("activities/<uuid:uuid>/duty/", mine.duty, name="duty"),
    path("volunteer/sessions/", mine.sessions, name="my_sessions"),
    path(f"{_SESSION}enrol/", children.enrol, name="desk_enrol"),
    path(f"{_SESSION}enrolments/<uuid:seat>/withdraw/", children.take_off, name="desk_take_off"),
    path(f"{_SESSION}enrolments/<uuid:seat>/split/", children.split, name="desk_split"),
    path(f"{_SESSION}roster/", children.roster, name="desk_roster"),
]
