"""What the desk lists: sessions by state, the roster, children who may be enrolled, what is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from children.enums import ChildState
from children.models import Child
from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.areas.scoping import within
from portal.desk.registry import Due

from ..enums import LIVE, SeatState, SessionState
from ..models import Duty, Enrolment, Session
from .browsing import TOWNSHIP_DIGITS
from .enrolment import child_denied_reason
from .holidays import missing_year
from .photos import to_look_at

CHOICES = 40
_REASON = "the people of one session, which was found by visible_to"


def sessions_for(user: User, state: str = "") -> QuerySet[Session]:
    """The sessions this person sees: to come first by date; what is over, the latest first."""
    rows = Session.objects.visible_to(user).select_related("place")
    if state == "missing":
        return rows.filter(adults_missing=True, state__in=[SessionState.PUBLISHED, SessionState.CLOSED]).order_by(
            "starts"
        )
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
    rows = Child.objects.visible_to(user).filter(within([session.area_path[:TOWNSHIP_DIGITS]]), state=ChildState.ACTIVE)
    rows = rows.order_by("case_number")
    if text.isascii() and text.isdigit():
        rows = rows.filter(case_number__startswith=text)
    elif text:
        rows = rows.filter(pk__in=[child.pk for child in rows if text in child.called_name])
    suitable = (child for child in rows[: CHOICES * 5] if child_denied_reason(session, child) is None)
    return [child for child, _place in zip(suitable, range(CHOICES), strict=False)]


def due(user: User) -> Iterator[Due]:
    """Sessions today, sessions with too few adults, hours to verify, photos to look at."""
    if not user.can(Capability.SEE_SESSION):
        return
    rows, index = Session.objects.visible_to(user), reverse("activities:desk_sessions")
    live = rows.filter(state__in=[SessionState.PUBLISHED, SessionState.CLOSED, SessionState.IN_PROGRESS])
    today = live.filter(starts__date=timezone.localdate()).count()
    yield Due(today, ngettext("session begins today", "sessions begin today", today), index)
    missing = live.filter(adults_missing=True, starts__gt=timezone.now()).count()
    label = ngettext("session with too few adults", "sessions with too few adults", missing)
    yield Due(missing, label, f"{index}?state=missing", "late")
    if user.can(Capability.VERIFY_HOURS):
        rows = Session.objects.where_can(user, Capability.VERIFY_HOURS)
        done = rows.filter(state=SessionState.COMPLETED).count()
        label = ngettext("session whose hours need verifying", "sessions whose hours need verifying", done)
        yield Due(done, label, f"{index}?state=completed", "soon")
    if user.can(Capability.CONFIRM_PHOTO):
        waiting = to_look_at(user).count()
        label = ngettext("photo to look at", "photos to look at", waiting)
        yield Due(waiting, label, reverse("activities:desk_photos"), "soon")


def due_holidays(user: User) -> Iterator[Due]:
    """For those who run the site: a year has begun, or begins soon, and its public holidays are not known."""
    year = missing_year(timezone.localdate()) if user.can(Capability.RUN_SITE) else None
    if year:
        label = _("year (%(year)s) without public holidays: install the newer package chinesecalendar") % {"year": year}
        yield Due(1, label, f"{reverse('activities:sessions')}?view=month", "soon")
