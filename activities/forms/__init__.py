"""The desk's forms."""

from .places import HazardForm, LookedForm, PhotoForm, PlaceForm, RoomForm
from .sessions import CancelForm, CorrectionForm, EnrolForm, SessionForm

__all__ = [
    "CancelForm",
    "CorrectionForm",
    "EnrolForm",
    "HazardForm",
    "LookedForm",
    "PhotoForm",
    "PlaceForm",
    "RoomForm",
    "SessionForm",
]
