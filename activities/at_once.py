"""What is said to whoever wants the same at once and comes second: see `portal.changes.constraints`."""

from portal.changes.denied import AtOnce

from .enums import CommonRefusal
from .places.enums import PlaceRefusal
from .seats.enums import SeatRefusal
from .sessions.enums import SessionRefusal

MEANINGS = {
    "activities_place.slug": PlaceRefusal.SLUG_TAKEN,
    "activities_formeraddress.slug": PlaceRefusal.SLUG_TAKEN,
    "room_name_once_per_place": PlaceRefusal.ROOM_NAMED,
    "session_room_never_booked_twice": SessionRefusal.ROOM_TAKEN,
    "session_staff_once": CommonRefusal.WRONG_STATE,
    "duty_live_once_per_session": SeatRefusal.ALREADY_IN,
    "enrolment_live_once_per_session": SeatRefusal.ALREADY_IN,
    "hours_credited_once_from_a_moment": CommonRefusal.WRONG_STATE,
    "hours_never_overlap": AtOnce.SAME,
}
