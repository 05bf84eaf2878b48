"""What the applicant does: begin, answer page by page, send, answer questions, withdraw."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from portal.accounts.models import User
from portal.areas.enums import TOWNSHIP_DIGITS
from portal.areas.models import Area
from portal.audit.log import record
from portal.audit.models import AuditEvent
from portal.changes.changing import change_of_state
from portal.changes.denied import refuse
from portal.changes.locking import locked
from portal.privacy import id_number as ids
from portal.privacy.personal import Sensitivity

from ..actions import VolunteerAction
from ..enums import UNDER_WAY, VettingKind, VettingOutcome, VolunteerRefusal, VolunteerState
from ..models import VettingStep, Volunteer
from ..transitions import ANSWER, SUBMIT, WITHDRAW
from .moving import held, move, own_denied_reason, words_denied_reason
from .numbers import new_receipt_code
from .queries import current_volunteer

ADULT_AGE = 18
CONSENT_VERSION = "2026-11"
NEEDED = ("real_name", "id_number", "phone", "services", "times", "motivation", "referee_name", "referee_phone")
ENCRYPTED = [name for name, kind in Volunteer.sensitive_fields.items() if kind != Sensitivity.PLAIN]
TRIES_A_DAY = 5


@change_of_state
def begin(user: User, *, area: Area) -> Volunteer:
    """Open a draft after consent was given (PIPL art. 13, 29); gives back the one that is already open."""
    # Locking the account's row makes a double click open one draft only.
    locked(user)
    existing = current_volunteer(user)
    if existing is not None:
        return existing
    draft = Volunteer(user=user, area=area, privacy_agreed_at=timezone.now())
    draft.save()
    record(VolunteerAction.STARTED, actor=user, target=draft, consent=CONSENT_VERSION)
    return draft


@change_of_state
def save_answers(volunteer: Volunteer, *, by: User, **answers: Any) -> Volunteer:
    """Keep the answers of one page in the draft. Raises Denied once it has been sent."""
    row = held(volunteer)
    refuse(own_denied_reason(SUBMIT, row, by))
    for name, value in answers.items():
        setattr(row, name, value)
    row.save()
    return row


def age_of(volunteer: Volunteer, *, on: date) -> int:
    """Completed years on that day. Raises InvalidIdNumber for a draft without a good ID number."""
    return completed_years(ids.parse(volunteer.id_number).birth_date, on=on)


def completed_years(born: date, *, on: date) -> int:
    """Age on that day; who is born on 29 February has a birthday on 1 March in common years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def elsewhere_denied_reason(user: User, id_number: str) -> VolunteerRefusal | None:
    """Refused, without saying why, when someone with this ID number is already on their way.

    Who has tried out several such numbers is refused with any number for a day: the answers tell nothing any more.
    """
    index = Volunteer._meta.get_field("id_number").index_of(id_number)  # type: ignore[union-attr]  # EncryptedTextField
    others = Volunteer.objects.unscoped("one open application per person").exclude(user=user)
    taken = index and others.filter(id_number_index=index, state__in=UNDER_WAY).exists()
    return VolunteerRefusal.ASK_THE_OFFICE if taken or _tries_out_numbers(user) else None


def _tries_out_numbers(user: User) -> bool:
    today = timezone.now() - timedelta(days=1)
    tries = AuditEvent.objects.filter(actor=user, action=VolunteerAction.ID_REFUSED, at__gt=today)
    return tries.count() >= TRIES_A_DAY


def log_refused_number(volunteer: Volunteer, *, by: User) -> None:
    """A refused ID number says that its owner has applied: trying numbers out must leave a trace."""
    record(VolunteerAction.ID_REFUSED, actor=by, target=volunteer)


def missing_answers(volunteer: Volunteer) -> list[str]:
    """The names of the fields that are still empty."""
    missing = [name for name in NEEDED if not getattr(volunteer, name)]
    return missing if len(volunteer.area_path) >= TOWNSHIP_DIGITS else [*missing, "area"]


def submit_denied_reason(volunteer: Volunteer, by: User) -> VolunteerRefusal | None:
    """Why the application cannot be sent, or None."""
    reason = own_denied_reason(SUBMIT, volunteer, by)
    if reason is None and volunteer.privacy_agreed_at is None:
        reason = VolunteerRefusal.NO_CONSENT
    if reason is None and missing_answers(volunteer):
        reason = VolunteerRefusal.INCOMPLETE
    if reason is None and volunteer.conduct_agreed_at is None:
        reason = VolunteerRefusal.CONDUCT_UNSIGNED
    return reason or _identity_denied_reason(volunteer)


def _identity_denied_reason(volunteer: Volunteer) -> VolunteerRefusal | None:
    try:
        adult = age_of(volunteer, on=timezone.localdate()) >= ADULT_AGE
    except ids.InvalidIdNumber:
        return VolunteerRefusal.INCOMPLETE
    return elsewhere_denied_reason(volunteer.user, volunteer.id_number) if adult else VolunteerRefusal.UNDER_AGE


@change_of_state
def submit(volunteer: Volunteer, *, by: User) -> Volunteer:
    """Send the application: it gets its receipt code, and the signed code of conduct is kept. Raises Denied."""
    changes: dict[str, Any] = {"receipt_code": new_receipt_code(), "submitted_at": timezone.now()}
    sent = move(volunteer, SUBMIT, by=by, denied=submit_denied_reason, **changes)
    signed_on = timezone.localdate(sent.conduct_agreed_at)
    VettingStep.objects.create(
        volunteer=sent, kind=VettingKind.CONDUCT, outcome=VettingOutcome.CLEAR, done_on=signed_on, done_by=by
    )
    return sent


def answer_info(volunteer: Volunteer, *, by: User, answer: str) -> Volunteer:
    """Answer what the vetting officer asked for; screening goes on. Raises Denied."""
    refuse(words_denied_reason(answer))
    return move(volunteer, ANSWER, by=by, denied=partial(own_denied_reason, ANSWER), tell=None, info_answer=answer)


def withdraw_denied_reason(volunteer: Volunteer, by: User) -> VolunteerRefusal | None:
    """Why this person cannot withdraw, or None: any time before they have taken up the work."""
    return own_denied_reason(WITHDRAW, volunteer, by)


def withdraw(volunteer: Volunteer, *, by: User) -> Volunteer:
    """The applicant takes the application back; a draft that was never sent leaves no answers behind. Raises Denied."""
    forgotten: dict[str, Any] = (
        {**dict.fromkeys(ENCRYPTED, ""), "birth_year": None} if volunteer.state == VolunteerState.DRAFT else {}
    )
    shown = volunteer.state

    def denied(row: Volunteer, by: User) -> VolunteerRefusal | None:
        moved = None if row.state == shown else VolunteerRefusal.MOVED_ON
        return withdraw_denied_reason(row, by) or moved

    return move(volunteer, WITHDRAW, by=by, denied=denied, **forgotten)
