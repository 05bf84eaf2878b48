"""Addresses of the ledger, all on the desk."""

from django.urls import path

from .views import editing, ledger, revealing

app_name = "children"
urlpatterns = [
    path("desk/children/", ledger.index, name="index"),
    path("desk/children/new/", editing.add, name="add"),
    path("desk/children/<uuid:uuid>/", ledger.detail, name="detail"),
    path("desk/children/<uuid:uuid>/edit/", editing.edit, name="edit"),
    path("desk/children/<uuid:uuid>/confirm/", ledger.confirm_record, name="confirm"),
    path("desk/children/<uuid:uuid>/reveal/<slug:field>/", revealing.reveal_field, name="reveal"),
]
