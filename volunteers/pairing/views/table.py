"""The steps of a pairing on the desk, one table: each a small form, or a single button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User

from ..domain import posts, proposing, rules, spell, supervision
from ..enums import Answer, ConsentWay, DeclineReason, EndReason, PauseReason, Reason
from ..forms import (
    ApproveForm,
    ConsentForm,
    DeclineForm,
    EndForm,
    HeardForm,
    NameForm,
    PauseForm,
    StepDownForm,
    StepForm,
)
from ..models import Pairing


@dataclass(frozen=True)
class Step:
    """One step: what it is called, what is typed, why it may be refused, and what it does."""

    slug: str
    label: Any
    done: Any
    form: type[StepForm]
    denied: Callable[[Pairing, User], Reason | None]
    run: Callable[[Pairing, User, Any], Pairing]

    @property
    def asks(self) -> bool:
        """Whether something has to be typed; otherwise a button is enough."""
        return bool(self.form.base_fields)


def _consent(row: Pairing, by: User, form: Any) -> Pairing:
    data = form.cleaned_data
    said = {"answer": Answer(data["answer"]), "way": ConsentWay(data["way"]), "name": data["name"]}
    return proposing.record_consent(row, by=by, on=data["on"], **said)


def _heard(row: Pairing, by: User, form: Any) -> Pairing:
    data = form.cleaned_data
    return proposing.record_child_heard(row, by=by, on=data["on"], answer=Answer(data["answer"]), words=data["words"])


def _approve(row: Pairing, by: User, form: Any) -> Pairing:
    return proposing.approve(row, by=by, supervisor=form.chosen("supervisor"), deputy=form.chosen("deputy"))


def _name(row: Pairing, by: User, form: Any) -> Pairing:
    people = {"supervisor": form.chosen("supervisor"), "deputy": form.chosen("deputy")}
    return supervision.name_supervisors(row, by=by, **people)


def _step_down(row: Pairing, by: User, form: Any) -> Pairing:
    return supervision.step_down(row, by=by, note=form.cleaned_data["note"])


def _decline(row: Pairing, by: User, form: Any) -> Pairing:
    data = form.cleaned_data
    return proposing.record_refusal(row, by=by, reason=DeclineReason(data["reason"]), note=data["note"])


def _pause(row: Pairing, by: User, form: Any) -> Pairing:
    data = form.cleaned_data
    return spell.pause(row, by=by, reason=PauseReason(data["reason"]), note=data["note"])


def _end(row: Pairing, by: User, form: Any) -> Pairing:
    data = form.cleaned_data
    return spell.end(row, by=by, reason=EndReason(data["reason"]), note=data["note"])


STEPS = {
    step.slug: step
    for step in (
        Step(
            "consent",
            _("Record what the guardian answers"),
            _("The guardian's consent is recorded. Next: ask the child."),
            ConsentForm,
            rules.consent_denied_reason,
            _consent,
        ),
        Step(
            "heard",
            _("Record what the child wants"),
            _("Recorded. A colleague can now decide on this pairing."),
            HeardForm,
            rules.heard_denied_reason,
            _heard,
        ),
        Step(
            "approve",
            _("Approve this pairing"),
            _("Approved. The supervisor and the deputy are asked whether they take it on."),
            ApproveForm,
            rules.approve_denied_reason,
            _approve,
        ),
        Step(
            "accept",
            _("Take this pairing on"),
            _("Recorded: you look after this pairing."),
            StepForm,
            posts.accept_denied_reason,
            lambda row, by, _form: supervision.accept(row, by=by),
        ),
        Step(
            "step_down",
            _("I cannot look after this pairing"),
            _("Recorded. Somebody else will be named."),
            StepDownForm,
            posts.step_down_denied_reason,
            _step_down,
        ),
        Step(
            "name",
            _("Name who looks after it"),
            _("Recorded. Whoever was named anew is asked."),
            NameForm,
            rules.name_denied_reason,
            _name,
        ),
        Step(
            "activate",
            _("Begin"),
            _("The pairing has begun. The volunteer has been told."),
            StepForm,
            rules.activate_denied_reason,
            lambda row, by, _form: proposing.activate(row, by=by),
        ),
        Step(
            "decline",
            _("Do not go ahead"),
            _("Recorded: this pairing will not go ahead."),
            DeclineForm,
            rules.decline_denied_reason,
            _decline,
        ),
        Step(
            "pause",
            _("Pause"),
            _("Paused. The volunteer no longer sees the child's page."),
            PauseForm,
            rules.pause_denied_reason,
            _pause,
        ),
        Step(
            "resume",
            _("Resume"),
            _("The pairing has resumed."),
            StepForm,
            rules.resume_denied_reason,
            lambda row, by, _form: spell.resume(row, by=by),
        ),
        Step(
            "end",
            _("End this pairing"),
            _("Ended. The volunteer no longer sees the child's page."),
            EndForm,
            rules.end_denied_reason,
            _end,
        ),
    )
}
