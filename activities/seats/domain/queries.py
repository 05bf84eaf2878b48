"""Who takes part in a session, and which children may be enrolled."""

from __future__ import annotations

from django.utils import timezone

from children.ledger.domain.ages import is_active
from children.ledger.models import Child
from portal.accounts.models import User
from portal.areas.enums import TOWNSHIP_DIGITS
from portal.areas.scoping import within

from ...enums import LIVE, SeatState
from ...models import Duty, Enrolment, Session
from .enrolment import child_denied_reason

CHOICES = 40
_REASON = "the people of one session, which was found by visible_to"


def enrolments_of(session: Session) -> list[Enrolment]:
    """The children's places, confirmed before waiting."""
    rows = Enrolment.objects.unscoped(_REASON).filter(session=session, state__in=LIVE).select_related("child")
    return sorted(rows, key=lambda seat: (seat.state == SeatState.WAITLISTED, seat.requested_at, seat.pk))


def duties_of(session: Session) -> list[Duty]:
    """The volunteers' places, confirmed before waiting."""
    rows = Duty.objects.unscoped(_REASON).filter(session=session, state__in=LIVE).select_related("volunteer__user")
    return sorted(rows, key=lambda seat: (seat.state == SeatState.WAITLISTED, seat.requested_at, seat.pk))


def children_to_enrol(session: Session, user: User, text: str = "") -> list[Child]:
    """Children of the session's township, in this person's scope, whom the session is for; at most 40.

    `text` is the beginning of a case number, or what a child is called.
    """
    rows = Child.objects.visible_to(user).filter(
        within([session.area_path[:TOWNSHIP_DIGITS]]), is_active(timezone.localdate(session.starts), prefix="")
    )
    rows = rows.order_by("case_number")
    if text.isascii() and text.isdigit():
        rows = rows.filter(case_number__startswith=text)
    elif text:
        rows = rows.filter(pk__in=[child.pk for child in rows if text in child.called_name])
    suitable = (child for child in rows[: CHOICES * 5] if child_denied_reason(session, child) is None)
    return [child for child, _place in zip(suitable, range(CHOICES), strict=False)]
