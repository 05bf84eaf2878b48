"""Addresses everybody may open: places, what is on, and calendars to subscribe to."""

from django.urls import path

from .views import feeds, places, sessions

urlpatterns = [
    path("places/", places.places, name="places"),
    path("places/<slug:slug>/", places.place, name="place"),
    path("activities/", sessions.sessions, name="sessions"),
    path("activities/calendar.ics", feeds.feed, name="feed"),
    path("activities/<uuid:uuid>/calendar.ics", feeds.one, name="session_calendar"),
    path("activities/<uuid:uuid>/", sessions.session, name="session"),
]
