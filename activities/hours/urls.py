"""Addresses of hours: a volunteer's own, and verifying them on the desk."""

from django.urls import path

from .views import mine, verifying

_HOURS = "desk/activities/<uuid:uuid>/hours/"

urlpatterns = [
    path("volunteer/hours/", mine.hours, name="my_hours"),
    path(_HOURS, verifying.hours, name="desk_hours"),
    path(f"{_HOURS}<uuid:duty>/correct/", verifying.correct, name="desk_hours_correct"),
]
