"""Addresses of the ledger, on the desk."""

from django.urls import path

from .views import editing, records, revealing

urlpatterns = [
    path("desk/children/", records.index, name="index"),
    path("desk/children/new/", editing.add, name="add"),
    path("desk/children/<uuid:uuid>/", records.detail, name="detail"),
    path("desk/children/<uuid:uuid>/edit/", editing.edit, name="edit"),
    path("desk/children/<uuid:uuid>/confirm/", records.confirm_record, name="confirm"),
    path("desk/children/<uuid:uuid>/age/", records.look_at_age, name="age_looked"),
    path("desk/children/<uuid:uuid>/reveal/<slug:field>/", revealing.reveal_field, name="reveal"),
]
