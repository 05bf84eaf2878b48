"""What is said to whoever wants the same at once and comes second: see `portal.changes.constraints`."""

from .change_enums import ChangeReason
from .enums import AssignmentReason

MEANINGS = {
    "accounts_user.email": ChangeReason.LOOKS_ALIKE,
    "assignment_once_per_role_and_area": AssignmentReason.ALREADY,
    "role_change_proposed_once": ChangeReason.PROPOSED,
    "contact_apart_once": ChangeReason.NOT_SHARED,
}
