"""Service hours: verified by someone else, corrected by a new entry.

Order no. 67 of the Ministry of Civil Affairs asks for true, accurate records of service time.
"""

from __future__ import annotations

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from portal.accounts.domain.independence import second_denied_reason
from portal.accounts.enums import Capability, IndependenceReason
from portal.accounts.models import User
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import Denied, refuse
from portal.changes.locking import locked
from portal.pagecache.stamp import renew_figures_on_commit
from volunteers.application.domain.persons import is_same_person
from volunteers.application.domain.queries import own_records
from volunteers.application.models import Volunteer

from ...actions import SessionAction
from ...enums import CommonRefusal, HoursKind, Outcome, SeatState, SessionState
from ...locking import lock_people, lock_session, require
from ...models import Duty, HoursEntry, Session
from ...sessions.domain.moving import move, yours_denied_reason
from ...sessions.transitions import VERIFY
from ...telling import tell_volunteer
from ..enums import HoursRefusal, Reason
from .credited import Spell, net_minutes, pieces, still_free

_REASON = "the hours of one session or volunteer, whose place or account was checked"


def verify_denied_reason(session: Session, *, by: User) -> Reason | IndependenceReason | None:
    """Why this person may not verify the hours of this session, or None."""
    if not VERIFY.is_open_to(session):
        return CommonRefusal.WRONG_STATE
    confirmed = Duty.objects.unscoped(_REASON).filter(session=session, state=SeatState.CONFIRMED)
    if confirmed.filter(outcome=Outcome.UNKNOWN).exists():
        return HoursRefusal.ROLL_NOT_CALLED
    own = Volunteer.objects.unscoped("one's own records").filter(own_records(by))
    if confirmed.filter(volunteer__in=own).exists():
        return HoursRefusal.OWN_HOURS
    people = [duty.volunteer.user for duty in confirmed.select_related("volunteer__user")]
    return _second_denied_reason(session, by, people)


def _second_denied_reason(session: Session, by: User, people: list[User]) -> Reason | IndependenceReason | None:
    """Why this person is not somebody else than these; an office newer than the session does not count."""
    reason = second_denied_reason(
        by, firsts=people, began=session.starts, capability=Capability.VERIFY_HOURS, path=session.area_path
    )
    return HoursRefusal.OWN_HOURS if reason == IndependenceReason.SAME_PERSON else reason


@change_of_state
def verify_hours(session: Session, *, by: User) -> list[HoursEntry]:
    """Credit each volunteer who was present with the minutes of the session.

    Each minute counts once: what is credited for another session at that time is left out, and nothing else.
    Raises Denied when the roll of the volunteers is not complete, or for one's own hours.
    """
    lock_people(duty.volunteer.user for duty in _present(session))
    entries: list[HoursEntry] = []

    def denied(row: Session, by: User) -> Reason | IndependenceReason | None:
        return yours_denied_reason(VERIFY, row, by) or verify_denied_reason(row, by=by)

    def credit(row: Session) -> dict[str, int]:
        entries.extend(entry for duty in _present(row) for entry in _credit(duty, row, by))
        return {"entries": len(entries)}

    move(session, VERIFY, by=by, denied=denied, write=credit)
    renew_figures_on_commit()
    return entries


@change_of_state
def correct_hours(duty: Duty, *, minutes: int, reason: str, by: User, seen: int | None = None) -> HoursEntry:
    """Say how many minutes it really were, from none to the length of the session, by a new entry.

    What is credited is the sum of all entries; there need not be an earlier one. `seen` is the sum that was shown.
    Raises Denied without a reason, for one's own hours, for time credited elsewhere, or when nothing would change.
    """
    lock_people([duty.volunteer.user])
    session = lock_session(duty.session)
    require(by, Capability.VERIFY_HOURS, session)
    duty = locked(duty, "volunteer__user")
    duty.session = session
    refuse(correct_denied_reason(duty, by=by, minutes=minutes, reason=reason))
    if seen is not None and seen != net_minutes(duty):
        raise Denied(CommonRefusal.CHANGED_MEANWHILE)
    correction = _correction(duty, session, by, minutes=minutes - net_minutes(duty), reason=reason.strip())
    record(SessionAction.HOURS_CORRECTED, actor=by, target=correction, minutes=correction.minutes)
    tell_volunteer(duty, "hours_corrected", event=f"corrected:{correction.uuid}", minutes=minutes)
    return correction


def total_minutes(volunteer: Volunteer) -> int:
    """All verified minutes of a volunteer, corrections counted."""
    entries = HoursEntry.objects.unscoped(_REASON).filter(volunteer=volunteer, verified_by__isnull=False)
    return entries.aggregate(total=Sum("minutes"))["total"] or 0


def hours_text(minutes: int) -> str:
    """`14 hours`, `14 hours 30 minutes` or `30 minutes`: what is nothing is not said."""
    whole, rest = divmod(minutes, 60)
    parts = []
    if whole:
        parts.append(ngettext("%(number)d hour", "%(number)d hours", whole) % {"number": whole})
    if rest or not whole:
        parts.append(ngettext("%(number)d minute", "%(number)d minutes", rest) % {"number": rest})
    return " ".join(parts)


def correct_denied_reason(
    duty: Duty, *, by: User, minutes: int | None = None, reason: str = ""
) -> Reason | IndependenceReason | None:
    """Why this person may not set the hours of a duty to `minutes`, or at all when nothing is proposed; or None."""
    if is_same_person(duty.volunteer, by):
        return HoursRefusal.OWN_HOURS
    if second := _second_denied_reason(duty.session, by, [duty.volunteer.user]):
        return second
    if duty.session.state != SessionState.VERIFIED or duty.state != SeatState.CONFIRMED:
        return CommonRefusal.WRONG_STATE
    return None if minutes is None else _minutes_denied_reason(duty, minutes, reason)


def _minutes_denied_reason(duty: Duty, minutes: int, reason: str) -> Reason | None:
    if not 0 <= minutes <= duty.session.minutes:
        return HoursRefusal.TOO_MANY_MINUTES
    before = net_minutes(duty)
    if minutes == before:
        return HoursRefusal.NOTHING_TO_CORRECT
    if minutes > max(before, still_free(duty)):
        return HoursRefusal.CREDITED_ELSEWHERE
    return None if reason.strip() else HoursRefusal.WHY_MISSING


def _present(session: Session) -> list[Duty]:
    present = Duty.objects.unscoped(_REASON).filter(session=session, state=SeatState.CONFIRMED, outcome=Outcome.PRESENT)
    return list(present.select_related("volunteer__user", "session").order_by("pk"))


def _credit(duty: Duty, session: Session, by: User) -> list[HoursEntry]:
    """What is due, where no other credit lies; the rest was taken back elsewhere and comes as a correction."""
    due = still_free(duty)
    entries = [_entry(duty, session, by, at=piece, minutes=piece.minutes) for piece in pieces(duty, due)]
    for entry in entries:
        entry.save()
    if rest := due - sum(entry.minutes for entry in entries):
        why = gettext("This time was credited for another session, and taken back there.")
        entries.append(_correction(duty, session, by, minutes=rest, reason=why))
    if entries:
        duty.session = session
        tell_volunteer(duty, "hours_verified", minutes=due)
    return entries


def _correction(duty: Duty, session: Session, by: User, *, minutes: int, reason: str) -> HoursEntry:
    entry = _entry(duty, session, by, at=Spell(session.starts, session.ends), minutes=minutes)
    first = HoursEntry.objects.unscoped(_REASON).filter(duty=duty, kind=HoursKind.CREDIT).order_by("pk").first()
    entry.kind, entry.corrects, entry.reason = HoursKind.CORRECTION, first, reason
    entry.save()
    return entry


def _entry(duty: Duty, session: Session, by: User, *, at: Spell, minutes: int) -> HoursEntry:
    """An entry of `by`, verified by them, not saved yet."""
    return HoursEntry(
        area=session.area,
        duty=duty,
        volunteer=duty.volunteer,
        volunteer_user=duty.volunteer.user,
        kind=HoursKind.CREDIT,
        starts=at.starts,
        ends=at.ends,
        minutes=minutes,
        entered_by=by,
        verified_by=by,
        verified_at=timezone.now(),
    )
