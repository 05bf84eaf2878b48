"""Volunteers in any state. ID numbers have the unassigned prefix 529999, phones are 1380000xxxx."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from portal.accounts.models import User
from portal.areas.models import Area
from portal.privacy.id_number import check_digit
from volunteers.application.domain.lifecycle import keep_check_with_what_depends
from volunteers.application.domain.numbers import new_number, new_receipt_code
from volunteers.application.domain.vetting import a_year_after
from volunteers.application.enums import ServiceType, TimeSlot, VettingKind, VettingOutcome, VolunteerState
from volunteers.application.models import VettingStep, Volunteer

_serial = itertools.count(1)
UNNUMBERED = {"draft", "submitted", "screening", "info_requested", "interview", "training", "rejected", "withdrawn"}


def adult_id_number(serial: int, born: date = date(1990, 5, 17)) -> str:
    """A well-formed number nobody has; an odd serial is a man's."""
    first = f"529999{born:%Y%m%d}{serial % 1000:03d}"
    return first + check_digit(first)


def make_user(email: str = "", **fields: Any) -> User:
    """Someone who can sign in."""
    return User.objects.create_user(email or f"person{next(_serial)}@example.test", "a good passphrase", **fields)


def answers(serial: int) -> dict[str, Any]:
    """All answers of a complete application."""
    return {
        "real_name": f"测试志愿者{serial}",
        "id_number": adult_id_number(serial, date(1950 + serial // 1000 % 50, 5, 17)),
        "birth_year": 1950 + serial // 1000 % 50,
        "phone": f"1380000{serial % 10000:04d}",
        "occupation": "小学教师",
        "services": [ServiceType.TUTORING],
        "times": [TimeSlot.SATURDAY],
        "experience": "带过两年托管班",
        "motivation": "想陪孩子们读书",
        "referee_name": f"推荐人{serial}",
        "referee_phone": f"1380000{(serial + 5000) % 10000:04d}",
    }


def make_volunteer(area: Area, state: str = VolunteerState.SUBMITTED, **fields: Any) -> Volunteer:
    """A volunteer with complete answers in `state`; any field can be given."""
    serial = next(_serial)
    now = timezone.now()
    values: dict[str, Any] = {**answers(serial), "privacy_agreed_at": now, "conduct_agreed_at": now}
    if state != VolunteerState.DRAFT:
        values |= {"receipt_code": new_receipt_code(), "submitted_at": now}
    if state not in UNNUMBERED:
        values |= {"number": new_number(), "approved_at": now}
    values |= fields
    user = values.pop("user", None) or make_user()
    return Volunteer.objects.create(user=user, area=area, state=state, **values)


def make_vetting(
    volunteer: Volunteer,
    kind: str = VettingKind.RECORD_CHECK,
    outcome: str = VettingOutcome.CLEAR,
    done_on: date | None = None,
    **fields: Any,
) -> VettingStep:
    """One recorded check; a record check is valid for a year."""
    done_on = done_on or timezone.localdate() - timedelta(days=30)
    if kind == VettingKind.RECORD_CHECK:
        fields.setdefault("valid_until", a_year_after(done_on))
    step = VettingStep.objects.create(volunteer=volunteer, kind=kind, outcome=outcome, done_on=done_on, **fields)
    keep_check_with_what_depends(volunteer)
    return step


def set_check(volunteer: Volunteer, **fields: Any) -> None:
    """Write over what stands in the record check, as if it had been recorded so."""
    volunteer.vetting.filter(kind=VettingKind.RECORD_CHECK).update(**fields)
    keep_check_with_what_depends(volunteer)


def make_vetted(area: Area, state: str, **fields: Any) -> Volunteer:
    """A volunteer about whom everything was checked and found good."""
    volunteer = make_volunteer(area, state, **fields)
    for kind in VettingKind:
        make_vetting(volunteer, kind)
    return volunteer


def make_active_volunteer(area: Area, **fields: Any) -> Volunteer:
    """A volunteer who may serve."""
    return make_vetted(area, VolunteerState.ACTIVE, **fields)
