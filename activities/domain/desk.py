"""What the desk lists: sessions by state, the roster, children who may be enrolled."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from children.ledger.domain.ages import is_active
from children.ledger.models import Child
from portal.accounts.models import User
from portal.areas.scoping import within

from ..enums import LIVE, SeatState, SessionState
from ..models import Duty, Enrolment, Session
from .browsing import TOWNSHIP_DIGITS
from .enrolment import child_denied_reason
from .waiting import WAITING, sessions_waiting

CHOICES = 40
_REASON = "the people of one session, which was found by visible_to"


def sessions_for(user: User, state: str = "") -> QuerySet[Session]:
    """The sessions this person sees: to come first by date; what is over, the latest first."""
    rows = Session.objects.visible_to(user).select_related("place")
    if state in WAITING:
        return sessions_waiting(user, state).select_related("place")
    if state in SessionState.values:
        over = state in {SessionState.COMPLETED, SessionState.VERIFIED, SessionState.CANCELLED}
        return rows.filter(state=state).order_by("-starts" if over else "starts", "pk")
    return rows.filter(ends__gt=timezone.now() - timedelta(days=1)).order_by("starts", "pk")


def counts_by_state(user: User) -> dict[str, int]:
    """How many sessions of each state this person sees, in one query."""
    counts: dict[str, int] = Session.objects.visible_to(user).counts_by("state")
    return counts


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
