"""What is said to whoever wants the same at once and comes second: see `portal.changes.constraints`."""

from .application.enums import VolunteerRefusal
from .pairing.enums import PairingRefusal

MEANINGS = {
    # Without saying why: trying numbers out must tell nothing.
    "volunteer_one_open_application_per_person": VolunteerRefusal.ASK_THE_OFFICE,
    "volunteer_one_open_application_per_account": VolunteerRefusal.MOVED_ON,
    "pairing_one_live_per_child_and_volunteer": PairingRefusal.ALREADY_PAIRED,
    "pairing_one_caring_parent_per_child": PairingRefusal.PRIMARY_TAKEN,
}
