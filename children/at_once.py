"""What is said to whoever wants the same at once and comes second: see `portal.changes.constraints`."""

from portal.changes.denied import AtOnce

from .concerns.enums import ConcernRefusal
from .ledger.enums import ChildRefusal

MEANINGS = {
    "child_id_number_once": ChildRefusal.ID_TAKEN,
    "child_category_once_at_a_time": ChildRefusal.STALE,
    "child_need_once": ChildRefusal.STALE,
    "concern_person_once_a_part": ConcernRefusal.NOT_TO_LET_IN,
    "left_behind_version_once": AtOnce.SAME,
    "left_behind_one_decided_version_a_day": AtOnce.SAME,
}
