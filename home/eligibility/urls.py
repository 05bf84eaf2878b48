"""Addresses of the check."""

from django.urls import path

from .views import check

urlpatterns = [
    path("check/", check.start, name="check"),
    path("check/<str:sealed>/", check.step, name="check_step"),
]
