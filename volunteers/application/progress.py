"""Where an application stands, in the applicant's words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .enums import VolunteerState as State

STAGES: tuple[tuple[str | Promise, frozenset[str]], ...] = (
    (_("Application sent"), frozenset({State.SUBMITTED})),
    (_("We read it and check your record"), frozenset({State.SCREENING, State.INFO_REQUESTED})),
    (_("An interview"), frozenset({State.INTERVIEW})),
    (_("Half a day of training"), frozenset({State.TRAINING})),
    (_("You can start"), frozenset({State.APPROVED, State.ACTIVE, State.SUSPENDED, State.ENDED})),
)

WHAT_NEXT: dict[str, str | Promise] = {
    State.SUBMITTED: _("The county office will look at it within five working days. You do not need to do anything."),
    State.SCREENING: _("The county office is reading your answers and asks the police for the record check."),
    State.INFO_REQUESTED: _("The county office needs something more from you before it can go on."),
    State.INTERVIEW: _("We would like to meet you. Please bring your ID card."),
    State.TRAINING: _("You passed the interview. We will call you about the day of the training."),
    State.APPROVED: _("You are approved. The county office will call you about when to start."),
    State.SUSPENDED: _("Your volunteering is paused. Please call the county office; they will explain."),
    State.ENDED: _("Thank you for the time you gave the children. You can apply again at any time."),
    State.REJECTED: _("We cannot accept your application. If you think this is a mistake, call the county office."),
    State.WITHDRAWN: _("You have withdrawn your application. You can apply again at any time."),
}


@dataclass(frozen=True)
class Stage:
    """One line of the timeline; `mark` is done, current or ahead."""

    label: str | Promise
    mark: str


def timeline(state: str) -> list[Stage]:
    """The stages with what is behind, where it stands, and what is ahead. Empty when it came to nothing."""
    here = next((place for place, (_label, states) in enumerate(STAGES) if state in states), None)
    if here is None:
        return []
    arrived = state in STAGES[-1][1]
    return [Stage(label, _mark(place, here, arrived)) for place, (label, _states) in enumerate(STAGES)]


def _mark(place: int, here: int, arrived: bool) -> str:
    if place < here or arrived:
        return "done"
    return "current" if place == here else "ahead"
