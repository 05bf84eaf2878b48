"""Addresses of the amounts."""

from django.urls import path

from .views import table

urlpatterns = [
    path("benefits/", table.index, name="benefits"),
    path("benefits/table.csv", table.table, name="benefits_table"),
]
