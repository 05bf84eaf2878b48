"""Who volunteers, what was checked, and who is paired with which child."""

from .pairing import Pairing
from .vetting import VettingStep
from .volunteer import Volunteer

__all__ = ["Pairing", "VettingStep", "Volunteer"]
