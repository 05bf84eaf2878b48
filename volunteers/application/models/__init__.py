"""Who volunteers, and what was checked."""

from .vetting import VettingStep
from .volunteer import Volunteer

__all__ = ["VettingStep", "Volunteer"]
