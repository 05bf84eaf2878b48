"""A volunteer's duty: signing up, withdrawing, taking an offered place."""

from __future__ import annotations

from django.utils import timezone

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import Denied, refuse
from portal.pagecache.stamp import renew_figures_on_commit
from portal.undo.undoing import keep, undo_until
from volunteers.application.domain.standing import Standing, serve_denied_reason
from volunteers.application.models import Volunteer

from ...actions import SeatAction
from ...adults.domain.watching import recheck_adults
from ...enums import BOOKS_NOTHING, HOLDS_A_SEAT, LIVE, CommonRefusal, SeatState, SessionState
from ...locking import lock_session, lock_volunteer
from ...models import Duty, Session
from ...permissions import may
from ...telling import tell_volunteer
from ..enums import Reason, SeatRefusal
from .waitlist import give_back, is_late, promote, release_expired, take_place

_REASON = "one volunteer's own duties"
# What a volunteer reads who may not be with children on that day.
LOST = {
    Standing.NOT_ACTIVE: SeatRefusal.NOT_ACTIVE,
    Standing.SUSPENDED: SeatRefusal.SUSPENDED,
    Standing.CHECK_LAPSED: SeatRefusal.CHECK_LAPSED,
}


def open_denied_reason(session: Session) -> Reason | None:
    """Why nobody may join this session now, or None."""
    if session.state == SessionState.CANCELLED:
        return CommonRefusal.CANCELLED
    if session.begun:
        return CommonRefusal.PAST
    return None if session.state == SessionState.PUBLISHED else SeatRefusal.CLOSED


def sign_up_denied_reason(session: Session, volunteer: Volunteer) -> Reason | None:
    """Why this volunteer may not join, or None. A full session is no refusal: it means the waiting list."""
    return open_denied_reason(session) or may_sign_up_denied_reason(session, volunteer)


def may_sign_up_denied_reason(session: Session, volunteer: Volunteer) -> Reason | None:
    """Why this volunteer may not be at a session that is open to others, or None: standing, and where else they are."""
    if standing := serve_denied_reason(volunteer, on=timezone.localdate(session.starts)):
        return LOST[standing]
    duties = Duty.objects.unscoped(_REASON).filter(volunteer=volunteer, state__in=LIVE)
    if duties.filter(session=session).exists():
        return SeatRefusal.ALREADY_IN
    elsewhere = duties.filter(session__starts__lt=session.ends, session__ends__gt=session.starts)
    return SeatRefusal.OVERLAP if elsewhere.exclude(session__state__in=BOOKS_NOTHING).exists() else None


@change_of_state
def sign_up(session: Session, volunteer: Volunteer, *, by: User) -> Duty:
    """A confirmed duty, or one on the waiting list when every place is taken.

    The volunteer signs up, or staff of the place do it for them; staff may also do so before publishing,
    to have the two adults. Raises Denied.
    """
    volunteer, session = lock_volunteer(volunteer), lock_session(session)
    by_staff = may(by, Capability.MANAGE_SESSION, session.place)
    if not by_staff and by.pk != volunteer.user_id:
        raise Denied(CommonRefusal.NOT_YOURS)
    release_expired(session)
    reason = sign_up_denied_reason(session, volunteer)
    early = by_staff and session.state == SessionState.DRAFT and reason == SeatRefusal.CLOSED
    refuse(None if early else reason)
    won = take_place(session, Duty)
    duty = Duty(session=session, volunteer=volunteer, area=session.area)
    duty.state = SeatState.CONFIRMED if won else SeatState.WAITLISTED
    duty.save()
    record(SeatAction.SIGNED_UP, actor=by, target=duty, state=duty.state)
    tell_volunteer(duty, "signed_up" if won else "waitlisted")
    recheck_adults(session)
    renew_figures_on_commit()
    return duty


@change_of_state
def withdraw(duty: Duty, *, by: User) -> Duty:
    """Give the place back; the next on the waiting list gets it in the same transaction.

    Never refused because it is late: within 24 hours it is marked as late, and the organisers are told when
    too few adults are left. Raises Denied for someone else's duty or one that is over.
    """
    session = lock_session(duty.session)
    duty = _locked(duty, session)
    if not may(by, Capability.MANAGE_SESSION, session.place) and by.pk != duty.volunteer.user_id:
        raise Denied(CommonRefusal.NOT_YOURS)
    return _withdraw(duty, session, by=by, can_undo=True)


@change_of_state
def withdraw_for_lost_standing(duty: Duty, *, by: User | None) -> Duty:
    """The volunteer may no longer be with children: their place is free at once, whoever decided it."""
    session = lock_session(duty.session)
    return _withdraw(_locked(duty, session), session, by=by, can_undo=False)


@change_of_state
def accept(duty: Duty, *, by: User) -> Duty:
    """Take the place that was offered. Raises Denied when the offer has run out."""
    session = lock_session(duty.session)
    duty = _locked(duty, session)
    if by.pk != duty.volunteer.user_id:
        raise Denied(CommonRefusal.NOT_YOURS)
    if duty.state != SeatState.OFFERED or duty.offered_until is None or duty.offered_until <= timezone.now():
        raise Denied(SeatRefusal.OFFER_OVER)
    if standing := serve_denied_reason(duty.volunteer, on=timezone.localdate(session.starts)):
        raise Denied(LOST[standing])
    duty.state = SeatState.CONFIRMED
    duty.save(update_fields=["state"])
    record(SeatAction.ACCEPTED, actor=by, target=duty)
    recheck_adults(session)
    return duty


def _locked(duty: Duty, session: Session) -> Duty:
    """The duty as it is now; its session is locked, on which all its changes are queued."""
    duty = Duty.objects.unscoped(_REASON).select_related("volunteer__user").get(pk=duty.pk)
    duty.session = session
    return duty


def _withdraw(duty: Duty, session: Session, *, by: User | None, can_undo: bool) -> Duty:
    now = timezone.now()
    if duty.state not in LIVE:
        raise Denied(SeatRefusal.NOT_IN)
    if session.begun or session.state == SessionState.CANCELLED:
        raise Denied(CommonRefusal.PAST if session.begun else CommonRefusal.CANCELLED)
    held = duty.state in HOLDS_A_SEAT
    late = duty.state == SeatState.CONFIRMED and is_late(session, now)
    if can_undo and by:
        keep("duty.withdraw", by=by, seat=str(duty.uuid), held=held)
    duty.state, duty.withdrawn_at = SeatState.LATE_CANCELLED if late else SeatState.CANCELLED, now
    duty.save(update_fields=["state", "withdrawn_at"])
    record(SeatAction.VOLUNTEER_WITHDRAWN, actor=by, target=duty, late=late)
    if by is None or by.pk != duty.volunteer.user_id:
        # That somebody may no longer be with children is told at once; what can be taken back waits.
        tell_volunteer(duty, "taken_off", not_before=undo_until() if can_undo else None)
    if held:
        give_back(session, Duty)
        promote(session)
    recheck_adults(session)
    renew_figures_on_commit()
    return duty
