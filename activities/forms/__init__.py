"""The desk's forms."""

from .places import HazardForm, HidingForm, LookedForm, PhotoForm, PlaceForm, RoomForm
from .sessions import CancelForm, CorrectionForm, EnrolForm, SessionForm
from .walkins import ChildCameForm, VolunteerCameForm

__all__ = [
    "CancelForm",
    "ChildCameForm",
    "CorrectionForm",
    "EnrolForm",
    "HazardForm",
    "HidingForm",
    "LookedForm",
    "PhotoForm",
    "PlaceForm",
    "RoomForm",
    "SessionForm",
    "VolunteerCameForm",
]
