"""What is due today about pairings."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.desk.registry import Due

from ..models import Pairing
from ..pairing_enums import PairingState
from .pairing_queries import waiting_children, without_standing


def due(user: User) -> Iterator[Due]:
    """Children who wait, pairings to decide on, and volunteers who may no longer visit."""
    if not user.can(Capability.PROPOSE_PAIRING):
        return
    rows, index = Pairing.objects.visible_to(user), reverse("volunteers:pairings")
    lapsed, waiting = without_standing(rows, timezone.localdate()).count(), waiting_children(user).count()
    label = ngettext("pairing whose volunteer may not visit now", "pairings whose volunteer may not visit now", lapsed)
    yield Due(lapsed, label, f"{index}?state=lapsed", "late")
    label = ngettext("child waiting for a pairing", "children waiting for a pairing", waiting)
    yield Due(waiting, label, reverse("volunteers:pairings_waiting"))
    if user.can(Capability.APPROVE_PAIRING):
        heard = rows.filter(state=PairingState.HEARD).exclude(proposed_by=user).count()
        label = ngettext("pairing to decide on", "pairings to decide on", heard)
        yield Due(heard, label, f"{index}?state=heard", "soon")
