"""The desk's forms."""

from .places import HazardForm, PhotoForm, PlaceForm, RoomForm
from .sessions import CancelForm, CorrectionForm, EnrolForm, SessionForm

__all__ = [
    "CancelForm",
    "CorrectionForm",
    "EnrolForm",
    "HazardForm",
    "PhotoForm",
    "PlaceForm",
    "RoomForm",
    "SessionForm",
]
