"""Addresses of this app: public ones, and its part of the desk under desk/."""

from .application.urls import urlpatterns as of_application
from .pairing.urls import urlpatterns as of_pairing

app_name = "volunteers"
urlpatterns = [*of_pairing, *of_application]
