"""What a session's page offers to whoever looks at it: sign up, wait, withdraw, or the reason why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from volunteers.application.domain.queries import current_volunteer
from volunteers.application.enums import VolunteerState

from ...enums import LIVE
from ...models import Duty, Session
from ..domain.signup import open_denied_reason, sign_up_denied_reason
from ..domain.waitlist import is_late
from ..enums import Reason


@dataclass(frozen=True)
class SigningUp:
    """`duty` is the volunteer's live one; `may` is what the buttons offer."""

    signed_in: bool
    volunteering: bool
    duty: Duty | None
    reason: Reason | None
    full: bool
    late: bool

    @property
    def may_withdraw(self) -> bool:
        """Whether there is something to withdraw from."""
        return self.duty is not None and not self.duty.session.begun


def signing_up_for(user: Any, session: Session) -> SigningUp:
    """What this session offers for this user, signed in or not."""
    volunteer = current_volunteer(user) if user.is_authenticated else None
    volunteering = volunteer is not None and volunteer.state != VolunteerState.DRAFT
    duty, reason = None, open_denied_reason(session)
    if volunteer is not None and volunteering:
        duty = my_duty(session, user)
        reason = None if duty else sign_up_denied_reason(session, volunteer)
    return SigningUp(
        signed_in=user.is_authenticated,
        volunteering=volunteering,
        duty=duty,
        reason=reason,
        full=session.volunteers_wanted <= 0,
        late=is_late(session, timezone.now()),
    )


def my_duty(session: Session, user: Any) -> Duty | None:
    """The live duty of this account in this session."""
    mine = Duty.objects.unscoped("one's own duty").filter(session=session, volunteer__user=user, state__in=LIVE)
    duty = mine.select_related("volunteer").first()
    if duty:
        duty.session = session
    return duty
