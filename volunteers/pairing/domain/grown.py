"""What becomes of a pairing when the child turns 18: access ends on the birthday by itself, this ends the pairing."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from children.ledger.domain.ages import of_age
from children.ledger.enums import ChildState
from portal.ages import ADULT
from portal.changes.denied import Denied

from ..enums import LIVE, DeclineReason, EndReason, PairingRefusal
from ..models import Pairing
from .moving import everyone
from .spell import stop


def end_grown() -> int:
    """End the pairings of those who are 18, and tell everybody concerned. Returns how many; twice changes nothing."""
    grown = Q(child__state=ChildState.AGED_OUT) | of_age(ADULT, timezone.localdate(), "child__")
    rows = Pairing.objects.unscoped("nobody is a child at 18, wherever they live").filter(grown, state__in=LIVE)
    return sum(_end(pairing) for pairing in rows)


def _end(pairing: Pairing) -> bool:
    before = pairing.state

    def denied(pairing: Pairing, _by: None) -> PairingRefusal | None:
        return None if pairing.state == before else PairingRefusal.MOVED_ON

    try:
        stop(pairing, DeclineReason.CHILD_LEFT, EndReason.CHILD_LEFT, by=None, tell=everyone, denied=denied)
    except Denied:  # somebody moved it at this very moment: in an hour it is asked again
        return False
    return True
