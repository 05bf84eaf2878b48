"""What becomes of a pairing when the child turns 18: access ends on the birthday by itself, this ends the pairing."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone

from children.ledger.domain.ages import of_age
from children.ledger.enums import ChildState
from portal.ages import ADULT
from portal.changes.denied import Denied

from ..enums import BEFORE_START, LIVE, DeclineReason, EndReason, PairingRefusal, PairingState
from ..models import Pairing
from .moving import advance, everyone


def end_grown() -> int:
    """End the pairings of those who are 18, and tell everybody concerned. Returns how many; twice changes nothing."""
    grown = Q(child__state=ChildState.AGED_OUT) | of_age(ADULT, timezone.localdate(), "child__")
    rows = Pairing.objects.unscoped("nobody is a child at 18, wherever they live").filter(grown, state__in=LIVE)
    return sum(_end(pairing) for pairing in rows)


def _end(pairing: Pairing) -> bool:
    now, before = timezone.now(), pairing.state
    if before in BEFORE_START:
        to, action = PairingState.DECLINED, "declined"
        changes: dict[str, Any] = {"declined_reason": DeclineReason.CHILD_LEFT, "declined_at": now}
    else:
        to, action = PairingState.ENDED, "ended"
        changes = {"ended_reason": EndReason.CHILD_LEFT, "ended_at": now}
    try:
        advance(
            pairing,
            to,
            by=None,
            action=action,
            tell=everyone,
            check=lambda row: None if row.state == before else PairingRefusal.MOVED_ON,
            **changes,
        )
    except Denied:  # somebody moved it at this very moment: in an hour it is asked again
        return False
    return True
