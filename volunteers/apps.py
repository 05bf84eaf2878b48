"""Volunteers: application, vetting, pairing."""

from django.apps import AppConfig


class VolunteersConfig(AppConfig):
    """Volunteers: application, vetting, pairing."""

    name = "volunteers"
    label = "volunteers"
