"""Addresses of the policies beside the pages themselves."""

from django.urls import path

from .views import policies

urlpatterns = [
    path("policies/<str:slug>/changes/", policies.changed, name="policy_changes"),
]
