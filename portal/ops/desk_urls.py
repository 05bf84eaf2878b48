"""The desk's pages for those who run the site."""

from django.urls import path

from . import undelivered

urlpatterns = [
    path("", undelivered.undelivered, name="undelivered"),
    path("again/", undelivered.again, name="undelivered_again"),
    path("all-again/", undelivered.all_again, name="undelivered_all_again"),
]
