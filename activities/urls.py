"""Addresses of this app: public ones, a volunteer's, and its part of the desk under desk/."""

from django.urls import URLPattern, URLResolver, path

from .views import mine, places, sessions

app_name = "activities"
urlpatterns: list[URLPattern | URLResolver] = [
    path("places/", places.places, name="places"),
    path("places/<slug:slug>/", places.place, name="place"),
    path("activities/", sessions.sessions, name="sessions"),
    path("activities/<uuid:uuid>/", sessions.session, name="session"),
    path("activities/<uuid:uuid>/duty/", mine.duty, name="duty"),
    path("volunteer/sessions/", mine.sessions, name="my_sessions"),
    path("volunteer/hours/", mine.hours, name="my_hours"),
]
