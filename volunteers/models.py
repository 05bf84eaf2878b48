"""Where Django finds the tables of the app; code imports them from their subject."""

from .application.models import VettingStep, Volunteer
from .pairing.models import Pairing

__all__ = ["Pairing", "VettingStep", "Volunteer"]
