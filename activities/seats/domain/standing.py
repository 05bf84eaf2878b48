"""What becomes of a volunteer's duties when they may no longer be with children."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from portal.accounts.models import User
from volunteers.application.models import Volunteer

from ...enums import LIVE, OPEN
from ...locking import lock_sessions
from ...models import Duty
from .signup import withdraw_for_lost_standing


def give_up_duties(volunteer: Volunteer, *, by: User | None, reason: str) -> None:
    """Withdraw all duties that have not begun: added to `lifecycle.DEPENDENTS` of the application."""
    for duty in _coming(volunteer).select_related("session").order_by("session"):
        withdraw_for_lost_standing(duty, by=by)


def hold_sessions(volunteer: Volunteer) -> None:
    """The sessions that `give_up_duties` will change, held before anything of it is done."""
    lock_sessions(_coming(volunteer).values("session"))


def _coming(volunteer: Volunteer) -> Any:
    return Duty.objects.unscoped("the volunteer's standing is lost everywhere").filter(
        volunteer=volunteer, state__in=LIVE, session__starts__gt=timezone.now(), session__state__in=OPEN
    )
