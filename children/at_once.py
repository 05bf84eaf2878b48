"""What is said to whoever wants the same at once and comes second: see `portal.changes.constraints`."""

from portal.changes.denied import AtOnce

from .concerns.enums import ConcernRefusal
from .ledger.enums import Refusal

MEANINGS = {
    "child_id_number_once": Refusal.ID_TAKEN,
    "child_category_once_at_a_time": Refusal.STALE,
    "child_need_once": Refusal.STALE,
    "concern_person_once_a_part": ConcernRefusal.NOT_TO_LET_IN,
    "left_behind_version_once": AtOnce.SAME,
    "left_behind_one_decided_version_a_day": AtOnce.SAME,
}
