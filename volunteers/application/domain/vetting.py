"""What the county's vetting officers do with an application."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from django.utils import timezone

from portal.accounts.models import User
from portal.changes.changing import change_of_state
from portal.changes.denied import refuse

from ..enums import VettingKind, VettingOutcome, VolunteerRefusal
from ..models import VettingStep, Volunteer
from ..transitions import ACTIVATE, APPROVE, ASK, INVITE, RECORD, REJECT, SCREEN, SUSPEND, TRAIN
from .checks import needed_denied_reason, step_denied_reason
from .lifecycle import hold_what_depends, keep_check_with_what_depends, suspend_after_check
from .moving import held, may_denied_reason, move, words_denied_reason
from .numbers import new_number


def start_screening(volunteer: Volunteer, *, by: User) -> Volunteer:
    """Take a submitted application up. Raises Denied."""
    return move(volunteer, SCREEN, by=by, denied=partial(may_denied_reason, SCREEN))


def request_info(volunteer: Volunteer, *, by: User, wanted: str) -> Volunteer:
    """Ask the applicant for something; shown on their page only, never in a message. Raises Denied."""
    refuse(words_denied_reason(wanted))
    denied = partial(may_denied_reason, ASK)
    return move(volunteer, ASK, by=by, denied=denied, info_wanted=wanted, info_answer="")


def interview_denied_reason(at: datetime) -> VolunteerRefusal | None:
    """Why nobody can be invited for that time, or None: it lies to come."""
    return VolunteerRefusal.INTERVIEW_PAST if at <= timezone.now() else None


def invite_to_interview(volunteer: Volunteer, *, by: User, at: datetime, place: str) -> Volunteer:
    """Invite to an interview at a time and place, both shown on the applicant's page. Raises Denied."""

    def denied(row: Volunteer, by: User) -> VolunteerRefusal | None:
        return may_denied_reason(INVITE, row, by) or interview_denied_reason(at)

    return move(volunteer, INVITE, by=by, denied=denied, interview_at=at, interview_place=place)


def send_to_training_denied_reason(volunteer: Volunteer, by: User) -> VolunteerRefusal | None:
    """Why training cannot begin yet, or None: the interview comes first."""
    return may_denied_reason(TRAIN, volunteer, by) or step_denied_reason(
        volunteer, VettingKind.INTERVIEW, on=timezone.localdate()
    )


def send_to_training(volunteer: Volunteer, *, by: User) -> Volunteer:
    """After a passed interview. Raises Denied."""
    return move(volunteer, TRAIN, by=by, denied=send_to_training_denied_reason)


def approve_denied_reason(volunteer: Volunteer, by: User) -> VolunteerRefusal | None:
    """Why the application cannot be approved, or None.

    Needs a clear and valid record check (Minors Protection Law, art. 62), a passed interview, the signed code of
    conduct and the required training (project policy).
    """
    return may_denied_reason(APPROVE, volunteer, by) or needed_denied_reason(volunteer, on=timezone.localdate())


def approve(volunteer: Volunteer, *, by: User) -> Volunteer:
    """Approve and give the volunteer number. Raises Denied."""

    def give_number(row: Volunteer) -> None:
        # Inside the change: where somebody drew the same at the same moment, it is begun again with another one.
        row.number = row.number or new_number()

    return move(
        volunteer,
        APPROVE,
        by=by,
        denied=approve_denied_reason,
        tell=None,
        write=give_number,
        approved_at=timezone.now(),
    )


def activate_denied_reason(volunteer: Volunteer, by: User) -> VolunteerRefusal | None:
    """Why the work cannot be taken up, or None: what was needed for approval must still hold that day."""
    return may_denied_reason(ACTIVATE, volunteer, by) or needed_denied_reason(volunteer, on=timezone.localdate())


def activate(volunteer: Volunteer, *, by: User) -> Volunteer:
    """The volunteer takes up the work. Raises Denied."""
    return move(volunteer, ACTIVATE, by=by, denied=activate_denied_reason)


@change_of_state
def approve_and_activate(volunteer: Volunteer, *, by: User) -> Volunteer:
    """Both steps at once: everything is fulfilled and the volunteer can start today. Raises Denied."""
    return activate(approve(volunteer, by=by), by=by)


def reject(volunteer: Volunteer, *, by: User, reason: str) -> Volunteer:
    """Not accepted; the reason is kept for vetting officers. Raises Denied."""
    refuse(words_denied_reason(reason))
    return move(volunteer, REJECT, by=by, denied=partial(may_denied_reason, REJECT), state_note=reason)


def outcome_denied_reason(kind: str, *, done_on: date, valid_until: date | None) -> VolunteerRefusal | None:
    """Why these dates cannot be recorded, or None. A record check is valid one year at most (art. 62)."""
    if done_on > timezone.localdate():
        return VolunteerRefusal.DONE_IN_FUTURE
    if valid_until is not None and valid_until < done_on:
        return VolunteerRefusal.ENDS_TOO_EARLY
    if kind != VettingKind.RECORD_CHECK:
        return None
    if valid_until is None:
        return VolunteerRefusal.CHECK_ENDLESS
    return VolunteerRefusal.CHECK_TOO_LONG if valid_until > a_year_after(done_on) else None


def a_year_after(day: date) -> date:
    """The same day of the next year; 28 February for 29 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


@change_of_state
def record_vetting(
    volunteer: Volunteer,
    *,
    by: User,
    kind: VettingKind,
    outcome: VettingOutcome,
    done_on: date,
    valid_until: date | None = None,
    note: str = "",
) -> VettingStep:
    """Keep the outcome of a check, never the record itself; one that was not passed suspends at once. Raises Denied."""
    refuse(outcome_denied_reason(kind, done_on=done_on, valid_until=valid_until))

    def hold(row: Volunteer) -> Volunteer:
        row = held(row)
        if outcome != VettingOutcome.CLEAR and SUSPEND.is_open_to(row):
            hold_what_depends(row)
        return row

    # The audit log is read by auditors, who see that a check was recorded and not what came of it.
    denied = partial(may_denied_reason, RECORD)
    row = move(volunteer, RECORD, by=by, denied=denied, tell=None, hold=hold, detail={"kind": str(kind)})
    facts = {"outcome": outcome, "done_on": done_on, "valid_until": valid_until, "note": note}
    step = VettingStep.objects.create(volunteer=row, kind=kind, done_by=by, **facts)
    if kind == VettingKind.RECORD_CHECK:
        keep_check_with_what_depends(row)
    if outcome != VettingOutcome.CLEAR:
        suspend_after_check(row, kind, by=by)
    return step
