"""Addresses of the app."""

from .hours.urls import urlpatterns as of_hours
from .places.urls import urlpatterns as of_places
from .public.urls import urlpatterns as for_everybody
from .seats.urls import urlpatterns as of_seats
from .sessions.urls import urlpatterns as of_sessions

app_name = "activities"
urlpatterns = [*for_everybody, *of_places, *of_sessions, *of_seats, *of_hours]
