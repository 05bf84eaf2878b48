"""What becomes of a child's places in sessions to come when the child turns 18."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from children.ledger.domain.ages import of_age
from children.ledger.enums import ChildState
from portal.ages import ADULT
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.pagecache.stamp import renew_figures_on_commit

from ...actions import SeatAction
from ...adults.domain.watching import recheck_adults
from ...enums import HOLDS_A_SEAT, LIVE, OPEN, SeatState
from ...locking import lock_children, lock_session
from ...models import Enrolment
from .waitlist import give_back, promote

_REASON = "nobody is a child at 18, wherever they are enrolled"


def withdraw_grown() -> int:
    """Give the places of those who are 18 back; the next in line moves up. Returns how many; twice changes nothing."""
    grown = Q(child__state=ChildState.AGED_OUT) | of_age(ADULT, timezone.localdate(), "child__")
    coming = {"state__in": LIVE, "session__starts__gt": timezone.now(), "session__state__in": OPEN}
    rows = Enrolment.objects.unscoped(_REASON).filter(grown, **coming).select_related("child", "session")
    return sum(_withdraw(enrolment) for enrolment in rows)


@change_of_state
def _withdraw(enrolment: Enrolment) -> bool:
    lock_children([enrolment.child_id])
    session = lock_session(enrolment.session)
    enrolment = Enrolment.objects.unscoped("its session is locked").get(pk=enrolment.pk)
    if enrolment.state not in LIVE:
        return False
    held = enrolment.state in HOLDS_A_SEAT
    enrolment.state, enrolment.withdrawn_at = SeatState.CANCELLED, timezone.now()
    enrolment.save(update_fields=["state", "withdrawn_at"])
    record(SeatAction.CHILD_WITHDRAWN, actor=None, target=enrolment, state=enrolment.state, reason="adult")
    if held:
        give_back(session, Enrolment)
    promote(session)  # also when it only waited: its brothers and sisters may need one place less now
    recheck_adults(session)
    renew_figures_on_commit()
    return True
