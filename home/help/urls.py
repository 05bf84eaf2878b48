"""Addresses of the help near an area; the help page itself is a page."""

from django.urls import re_path

from .views import help as whom

urlpatterns = [
    re_path(r"^help/(?P<code>[0-9]{2,12})/$", whom.area, name="help_area"),
    re_path(r"^help/(?P<code>[0-9]{2,12})/card/$", whom.card, name="help_card"),
]
