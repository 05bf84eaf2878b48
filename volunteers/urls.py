"""Addresses of this app: public ones, and its part of the desk under desk/."""

from django.urls import URLPattern, URLResolver

app_name = "volunteers"
urlpatterns: list[URLPattern | URLResolver] = []
