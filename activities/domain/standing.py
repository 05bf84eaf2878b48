"""What becomes of a volunteer's duties when they may no longer be with children."""

from __future__ import annotations

from django.utils import timezone

from portal.accounts.models import User
from volunteers.models import Volunteer

from ..enums import LIVE, OPEN
from ..models import Duty
from .signup import withdraw_for_lost_standing


def give_up_duties(volunteer: Volunteer, *, by: User | None, reason: str) -> None:
    """Withdraw all duties that have not begun: registered on `volunteers.domain.lifecycle.on_standing_lost`."""
    coming = Duty.objects.unscoped("the volunteer's standing is lost everywhere").filter(
        volunteer=volunteer, state__in=LIVE, session__starts__gt=timezone.now(), session__state__in=OPEN
    )
    for duty in coming.select_related("session"):
        withdraw_for_lost_standing(duty, by=by)
