"""Places, sessions, who takes part and the hours they gave."""

from .hours import HoursEntry
from .photo import Photo, RemovedPhoto
from .place import FormerAddress, Hazard, Place, Room
from .seat import Duty, Enrolment
from .session import Session, SessionStaff

__all__ = [
    "Duty",
    "Enrolment",
    "FormerAddress",
    "Hazard",
    "HoursEntry",
    "Photo",
    "Place",
    "RemovedPhoto",
    "Room",
    "Session",
    "SessionStaff",
]
