"""Service hours: verified by someone else, corrected by a new entry.

Order no. 67 of the Ministry of Civil Affairs asks for true, accurate records of service time.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import ngettext

from portal.accounts.domain.independence import second_denied_reason
from portal.accounts.enums import Capability, IndependenceReason
from portal.accounts.models import User
from portal.audit.log import record
from portal.denied import Denied
from portal.pagecache.stamp import bump_on_commit
from volunteers.domain.persons import is_same_person
from volunteers.domain.queries import own_records
from volunteers.models import Volunteer

from ..enums import HoursKind, Outcome, Refusal, SeatState, SessionState
from ..models import Duty, HoursEntry, Session
from .locking import lock_session, require
from .telling import tell_volunteer

_REASON = "the hours of one session or volunteer, whose place or account was checked"


def verify_denied_reason(session: Session, *, by: User) -> Refusal | IndependenceReason | None:
    """Why this person may not verify the hours of this session, or None."""
    if session.state != SessionState.COMPLETED:
        return Refusal.WRONG_STATE
    confirmed = Duty.objects.unscoped(_REASON).filter(session=session, state=SeatState.CONFIRMED)
    if confirmed.filter(outcome=Outcome.UNKNOWN).exists():
        return Refusal.ROLL_NOT_CALLED
    own = Volunteer.objects.unscoped("one's own records").filter(own_records(by))
    if confirmed.filter(volunteer__in=own).exists():
        return Refusal.OWN_HOURS
    people = [duty.volunteer.user for duty in confirmed.select_related("volunteer__user")]
    return _second_denied_reason(session, by, people)


def _second_denied_reason(session: Session, by: User, people: list[User]) -> Refusal | IndependenceReason | None:
    """Why this person is not somebody else than these; an office newer than the session does not count."""
    reason = second_denied_reason(
        by, firsts=people, began=session.starts, capability=Capability.VERIFY_HOURS, path=session.area_path
    )
    return Refusal.OWN_HOURS if reason == IndependenceReason.SAME_PERSON else reason


@transaction.atomic
def verify_hours(session: Session, *, by: User) -> list[HoursEntry]:
    """Credit each volunteer who was present with the minutes of the session.

    Time that was already credited elsewhere is not credited again: that volunteer gets no entry here.
    Raises Denied when the roll of the volunteers is not complete, or for one's own hours.
    """
    session = lock_session(session)
    require(by, Capability.VERIFY_HOURS, session)
    if reason := verify_denied_reason(session, by=by):
        raise Denied(reason)
    present = Duty.objects.unscoped(_REASON).filter(session=session, state=SeatState.CONFIRMED, outcome=Outcome.PRESENT)
    entries = [
        _credit(duty, session, by)
        for duty in present.select_related("volunteer__user")
        if not _credited(duty.volunteer, session)
    ]
    session.state = SessionState.VERIFIED
    session.save(update_fields=["state", "changed_at"])
    record("session.verify_hours", actor=by, target=session, entries=len(entries))
    bump_on_commit()
    return entries


@transaction.atomic
def correct_hours(entry: HoursEntry, *, minutes: int, reason: str, by: User) -> HoursEntry:
    """Say how many minutes it really were, from none to the length of the session, by a new entry.

    Raises Denied without a reason, for one's own hours, or when nothing would change.
    """
    rows = HoursEntry.objects.unscoped(_REASON).select_for_update(of=("self",))
    entry = rows.select_related("duty__session__place", "volunteer__user", "area").get(pk=entry.pk)
    require(by, Capability.VERIFY_HOURS, entry.duty.session)
    counted = entry.minutes + sum(entry.corrections.values_list("minutes", flat=True))
    if refusal := _correct_denied_reason(entry, minutes, minutes - counted, reason, by):
        raise Denied(refusal)
    correction = _entry(entry.duty, entry.duty.session, by, kind=HoursKind.CORRECTION, minutes=minutes - counted)
    correction.corrects, correction.reason = entry, reason.strip()
    correction.save()
    record("hours.correct", actor=by, target=correction, minutes=correction.minutes)
    tell_volunteer(entry.duty, "hours_corrected", event=f"corrected:{correction.uuid}", minutes=minutes)
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


def _correct_denied_reason(
    entry: HoursEntry, minutes: int, change: int, reason: str, by: User
) -> Refusal | IndependenceReason | None:
    if is_same_person(entry.volunteer, by):
        return Refusal.OWN_HOURS
    if second := _second_denied_reason(entry.duty.session, by, [entry.volunteer.user]):
        return second
    if entry.kind != HoursKind.CREDIT:
        return Refusal.WRONG_STATE
    if not 0 <= minutes <= entry.duty.session.minutes:
        return Refusal.TOO_MANY_MINUTES
    if change == 0:
        return Refusal.NOTHING_TO_CORRECT
    return None if reason.strip() else Refusal.WHY_MISSING


def _credited(volunteer: Volunteer, session: Session) -> bool:
    credited = HoursEntry.objects.unscoped(_REASON).filter(volunteer=volunteer, kind=HoursKind.CREDIT)
    return credited.filter(starts__lt=session.ends, ends__gt=session.starts).exists()


def _credit(duty: Duty, session: Session, by: User) -> HoursEntry:
    entry = _entry(duty, session, by, kind=HoursKind.CREDIT, minutes=session.minutes)
    entry.save()
    duty.session = session
    tell_volunteer(duty, "hours_verified", minutes=entry.minutes)
    return entry


def _entry(duty: Duty, session: Session, by: User, *, kind: HoursKind, minutes: int) -> HoursEntry:
    """An entry of `by`, verified by them, not saved yet."""
    return HoursEntry(
        area=session.area,
        duty=duty,
        volunteer=duty.volunteer,
        volunteer_user=duty.volunteer.user,
        kind=kind,
        starts=session.starts,
        ends=session.ends,
        minutes=minutes,
        entered_by=by,
        verified_by=by,
        verified_at=timezone.now(),
    )
