"""What is said to whoever wants the same at once and comes second: see `portal.changes.constraints`."""

from portal.changes.denied import AtOnce

from .enums import Refusal

MEANINGS = {
    "activities_place.slug": Refusal.SLUG_TAKEN,
    "activities_formeraddress.slug": Refusal.SLUG_TAKEN,
    "room_name_once_per_place": Refusal.ROOM_NAMED,
    "session_room_never_booked_twice": Refusal.ROOM_TAKEN,
    "session_staff_once": Refusal.WRONG_STATE,
    "duty_live_once_per_session": Refusal.ALREADY_IN,
    "enrolment_live_once_per_session": Refusal.ALREADY_IN,
    "hours_credited_once_from_a_moment": Refusal.WRONG_STATE,
    "hours_never_overlap": AtOnce.SAME,
}
