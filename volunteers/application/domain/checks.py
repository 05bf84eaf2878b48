"""What has been checked about a volunteer, and what is still missing for approval."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..enums import VettingKind, VettingOutcome, VolunteerRefusal
from ..models import VettingStep, Volunteer

MISSING = {
    VettingKind.RECORD_CHECK: VolunteerRefusal.CHECK_MISSING,
    VettingKind.INTERVIEW: VolunteerRefusal.INTERVIEW_MISSING,
    VettingKind.CONDUCT: VolunteerRefusal.CONDUCT_MISSING,
    VettingKind.TRAINING: VolunteerRefusal.TRAINING_MISSING,
}


@dataclass(frozen=True)
class ChecklistLine:
    """One thing that must be done, the latest that was recorded about it, and what is missing."""

    kind: VettingKind
    latest: VettingStep | None
    missing: VolunteerRefusal | None


def checklist(volunteer: Volunteer, *, on: date) -> list[ChecklistLine]:
    """The four things that approval needs, each with its latest outcome. One query."""
    steps = latest_steps(volunteer, on=on)
    return [ChecklistLine(kind, steps.get(kind), _missing(kind, steps.get(kind), on)) for kind in MISSING]


def latest_steps(volunteer: Volunteer, *, on: date) -> dict[str, VettingStep]:
    """The latest step of each kind done by that day: a repeat replaces what was found before."""
    latest: dict[str, VettingStep] = {}
    for step in volunteer.vetting.filter(done_on__lte=on).select_related("done_by"):
        latest.setdefault(step.kind, step)
    return latest


def needed_denied_reason(volunteer: Volunteer, *, on: date) -> VolunteerRefusal | None:
    """The first thing that approval still needs on that day, or None."""
    return next((line.missing for line in checklist(volunteer, on=on) if line.missing), None)


def step_denied_reason(volunteer: Volunteer, kind: VettingKind, *, on: date) -> VolunteerRefusal | None:
    """Why this one check does not hold on that day, or None."""
    return _missing(kind, latest_steps(volunteer, on=on).get(kind), on)


def failed_reason(kind: VettingKind) -> VolunteerRefusal:
    """What is said of a check that was not passed."""
    return VolunteerRefusal.CHECK_NOT_CLEAR if kind == VettingKind.RECORD_CHECK else MISSING[kind]


def _missing(kind: VettingKind, step: VettingStep | None, on: date) -> VolunteerRefusal | None:
    if step is None:
        return MISSING[kind]
    if step.outcome != VettingOutcome.CLEAR:
        return failed_reason(kind)
    expired = step.valid_until is not None and step.valid_until < on
    return VolunteerRefusal.CHECK_EXPIRED if expired else None
