"""Cards on a volunteer's own page: the next sessions, and the hours."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from volunteers.application.cards import Card
from volunteers.application.models import Volunteer

from .domain.mine import next_duties


def next_sessions(request: HttpRequest, volunteer: Volunteer) -> Card:
    """What comes next, and the way to more."""
    duties = {"duties": next_duties(volunteer)}
    return Card(_("My next sessions"), "activities/cards/next.html", duties, order=10)
