"""Places, sessions, duties, attendance and hours."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """Places, sessions, duties, attendance and hours."""

    name = "activities"
    label = "activities"
