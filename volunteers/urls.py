"""Addresses of this app: public ones, and its part of the desk under desk/."""

from django.urls import URLPattern, URLResolver, path

from .views import start

app_name = "volunteers"
urlpatterns: list[URLPattern | URLResolver] = [
    path("volunteer/", start.start, name="start"),
]
