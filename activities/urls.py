"""Addresses of this app: public ones, and its part of the desk under desk/."""

from django.urls import URLPattern, URLResolver, path
from django.views.generic import RedirectView

app_name = "activities"
urlpatterns: list[URLPattern | URLResolver] = [
    path("places/<slug:slug>/", RedirectView.as_view(url="/"), name="place"),
    path("activities/<uuid:uuid>/", RedirectView.as_view(url="/"), name="session"),
]
