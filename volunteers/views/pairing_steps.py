"""The steps of a pairing on the desk: each a small form, or a single button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.accounts.requests import SignedInRequest
from portal.audit.log import record
from portal.denied import Denied
from portal.desk.access import desk_view

from ..domain import pairing, pairing_rules, pairing_spell
from ..domain.moving import is_same_person
from ..domain.pairing_queries import pairings_for, staff_for
from ..forms_pairing import ApproveForm, ConsentForm, DeclineForm, EndForm, HeardForm, PauseForm, StepForm
from ..models import Pairing
from ..pairing_enums import Answer, ConsentWay, DeclineReason, EndReason, PairingRefusal, PairingState, PauseReason


@dataclass(frozen=True)
class Step:
    """One step: what it is called, what is typed, why it may be refused, and what it does."""

    slug: str
    label: Any
    done: Any
    form: type[StepForm]
    denied: Callable[[Pairing, User], PairingRefusal | None]
    run: Callable[[Pairing, User, Any], Pairing]

    @property
    def asks(self) -> bool:
        """Whether something has to be typed; otherwise a button is enough."""
        return bool(self.form.base_fields)


def _consent(row: Pairing, by: User, form: Any) -> Pairing:
    data = form.cleaned_data
    said = {"answer": Answer(data["answer"]), "way": ConsentWay(data["way"]), "name": data["name"]}
    return pairing.record_consent(row, by=by, on=data["on"], **said)


def _heard(row: Pairing, by: User, form: Any) -> Pairing:
    data = form.cleaned_data
    return pairing.record_child_heard(row, by=by, on=data["on"], answer=Answer(data["answer"]), words=data["words"])


def _approve(row: Pairing, by: User, form: Any) -> Pairing:
    return pairing.approve(row, by=by, supervisor=form.chosen("supervisor"), deputy=form.chosen("deputy"))


def _decline(row: Pairing, by: User, form: Any) -> Pairing:
    data = form.cleaned_data
    return pairing.record_refusal(row, by=by, reason=DeclineReason(data["reason"]), note=data["note"])


def _pause(row: Pairing, by: User, form: Any) -> Pairing:
    data = form.cleaned_data
    return pairing_spell.pause(row, by=by, reason=PauseReason(data["reason"]), note=data["note"])


def _end(row: Pairing, by: User, form: Any) -> Pairing:
    data = form.cleaned_data
    return pairing_spell.end(row, by=by, reason=EndReason(data["reason"]), note=data["note"])


STEPS = {
    step.slug: step
    for step in (
        Step(
            "consent",
            _("Record what the guardian answers"),
            _("The guardian's consent is recorded. Next: ask the child."),
            ConsentForm,
            pairing_rules.consent_denied_reason,
            _consent,
        ),
        Step(
            "heard",
            _("Record what the child wants"),
            _("Recorded. A colleague can now decide on this pairing."),
            HeardForm,
            pairing_rules.heard_denied_reason,
            _heard,
        ),
        Step(
            "approve",
            _("Approve this pairing"),
            _("Approved. The pairing can begin."),
            ApproveForm,
            pairing_rules.approve_denied_reason,
            _approve,
        ),
        Step(
            "activate",
            _("Begin"),
            _("The pairing has begun. The volunteer has been told."),
            StepForm,
            pairing_rules.activate_denied_reason,
            lambda row, by, _form: pairing.activate(row, by=by),
        ),
        Step(
            "decline",
            _("Do not go ahead"),
            _("Recorded: this pairing will not go ahead."),
            DeclineForm,
            pairing_rules.decline_denied_reason,
            _decline,
        ),
        Step(
            "pause",
            _("Pause"),
            _("Paused. The volunteer no longer sees the child's page."),
            PauseForm,
            pairing_rules.pause_denied_reason,
            _pause,
        ),
        Step(
            "resume",
            _("Resume"),
            _("The pairing has resumed."),
            StepForm,
            pairing_rules.resume_denied_reason,
            lambda row, by, _form: pairing_spell.resume(row, by=by),
        ),
        Step(
            "end",
            _("End this pairing"),
            _("Ended. The volunteer no longer sees the child's page."),
            EndForm,
            pairing_rules.end_denied_reason,
            _end,
        ),
    )
}


@desk_view(Capability.PROPOSE_PAIRING)
def take(request: SignedInRequest, uuid: UUID, step: str) -> HttpResponse:
    """One step of one pairing; a refusal says why and changes nothing."""
    if step not in STEPS:
        raise Http404
    chosen = STEPS[step]
    row = found(request, uuid, "volunteer__user", "deputy")
    if request.method != "POST" and not chosen.asks:
        return redirect(row)
    if reason := chosen.denied(row, request.user):
        messages.error(request, reason.label)
        return redirect(row)
    form = chosen.form(_posted(request), pairing=row, staff=staff_for(row.area_path) if step == "approve" else ())
    if request.method == "POST" and form.is_valid():
        try:
            after = chosen.run(row, request.user, form)
        except Denied as denied:
            form.add_error(None, denied.message)
        else:
            messages.success(request, _done(chosen, after, form))
            return redirect(row)
    if not chosen.asks:
        messages.error(request, " ".join(str(error) for error in form.non_field_errors()))
        return redirect(row)
    record("pairing.read", actor=request.user, target=row)
    return render(request, "volunteers/pairing_step.html", {"pairing": row, "step": chosen, "form": form})


def _done(step: Step, row: Pairing, form: Any) -> Any:
    """What has come of it: a no and a doubt are told as such."""
    if row.state == PairingState.DECLINED:
        return STEPS["decline"].done
    return _("Recorded. Ask again another day.") if form.cleaned_data.get("answer") == Answer.UNSURE else step.done


def found(request: SignedInRequest, uuid: UUID, *related: str) -> Pairing:
    """The pairing if this person may see it and is not the volunteer, under this account or another; else 404."""
    row: Pairing = get_object_or_404(pairings_for(request.user).select_related(*related), uuid=uuid)
    if is_same_person(row.volunteer, request.user):
        raise Http404
    return row


def _posted(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None
