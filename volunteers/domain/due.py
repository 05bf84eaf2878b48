"""What waits for a vetting officer today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.desk.registry import Due

from ..enums import VolunteerState
from .queries import vetted_by, with_check_ending

CHECK_ENDS_SOON = timedelta(days=30)


def due(user: User) -> Iterator[Due]:
    """Applications nobody has taken up, and record checks that end within 30 days. Two queries."""
    if not user.can(Capability.VET_VOLUNTEER):
        return
    index, rows = reverse("volunteers:desk_index"), vetted_by(user)
    waiting = rows.filter(state=VolunteerState.SUBMITTED).count()
    ending = with_check_ending(rows, by=timezone.localdate() + CHECK_ENDS_SOON).count()
    label = ngettext("application to volunteer", "applications to volunteer", waiting)
    yield Due(waiting, label, f"{index}?show=submitted")
    label = ngettext("record check ends within 30 days", "record checks end within 30 days", ending)
    yield Due(ending, label, f"{index}?show=ending", "soon")
