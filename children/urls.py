"""Addresses of the app."""

from .concerns.urls import urlpatterns as of_concerns
from .ledger.urls import urlpatterns as of_ledger

app_name = "children"
urlpatterns = [*of_concerns, *of_ledger]
