"""What is due today about pairings."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

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
    yield Due(
        without_standing(rows, timezone.localdate()).count(),
        _("pairings whose volunteer may not visit now"),
        f"{index}?state=lapsed",
        "late",
    )
    yield Due(
        waiting_children(user).count(), _("children waiting for a pairing"), reverse("volunteers:pairings_waiting")
    )
    if user.can(Capability.APPROVE_PAIRING):
        heard = rows.filter(state=PairingState.HEARD).exclude(proposed_by=user).count()
        yield Due(heard, _("pairings to decide on"), f"{index}?state=heard", "soon")
