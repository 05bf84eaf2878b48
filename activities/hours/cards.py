"""The card of the hours on a volunteer's own page."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from volunteers.application.cards import Card
from volunteers.application.models import Volunteer

from .domain.crediting import hours_text, total_minutes


def hours(request: HttpRequest, volunteer: Volunteer) -> Card:
    """The verified total."""
    time = {"time": hours_text(total_minutes(volunteer))}
    return Card(_("My hours"), "activities/cards/hours.html", time, order=60)
