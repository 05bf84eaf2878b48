"""Reading volunteers."""

from __future__ import annotations

from portal.accounts.models import User

from ..enums import OVER
from ..models import Volunteer


def current_volunteer(user: User) -> Volunteer | None:
    """The open application or engagement of this account, if there is one."""
    mine = Volunteer.objects.unscoped("one's own record").filter(user=user).exclude(state__in=OVER)
    return mine.select_related("area").first()
