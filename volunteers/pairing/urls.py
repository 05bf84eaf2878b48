"""Addresses of pairing, in the namespace of the app."""

from django.urls import URLPattern, path

from .views import board, my_children, pairings, transitions

urlpatterns: list[URLPattern] = [
    path("desk/pairings/", pairings.index, name="pairings"),
    path("desk/pairings/waiting/", board.waiting_list, name="pairings_waiting"),
    path("desk/pairings/propose/<uuid:uuid>/", pairings.propose_for, name="pairing_propose"),
    path("desk/pairings/<uuid:uuid>/", pairings.detail, name="pairing"),
    path("desk/pairings/<uuid:uuid>/<slug:step>/", transitions.make_transition, name="pairing_step"),
    path("volunteer/children/", my_children.my_children, name="my_children"),
]
