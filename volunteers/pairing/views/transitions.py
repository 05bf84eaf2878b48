"""The transitions of a pairing on the desk, one table: each a small form, or a single button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.accounts.requests import SignedInRequest
from portal.audit.log import record
from portal.desk.access import desk_view, fetch
from portal.transitions.screens import Screen, Screens

from ...application.domain.persons import is_same_person
from .. import transitions
from ..actions import PairingAction
from ..domain import posts, proposing, rules, spell, supervision
from ..domain.queries import pairings_for
from ..domain.staff import to_choose_from
from ..enums import Answer, ConsentWay, DeclineReason, EndReason, PairingState, PauseReason
from ..forms import ApproveForm, ConsentForm, DeclineForm, EndForm, HeardForm, NameForm, PauseForm, StepDownForm
from ..models import Pairing

DECLINED = _("Recorded: this pairing will not go ahead.")


def found(request: SignedInRequest, uuid: UUID, *related: str) -> Pairing:
    """The pairing if this person may see it and is not the volunteer, under this account or another; else 404."""
    pairing: Pairing = fetch(request, pairings_for(request.user), "volunteer__user", "deputy", *related, uuid=uuid)
    if is_same_person(pairing.volunteer, request.user):
        raise Http404
    return pairing


def _page(request: SignedInRequest, pairing: Pairing, screen: Screen, form: forms.Form | None) -> HttpResponse:
    record(PairingAction.READ, actor=request.user, target=pairing)
    return render(request, "volunteers/pairing_step.html", {"pairing": pairing, "step": screen, "form": form})


def _bind(screen: Screen, data: Any, pairing: Pairing) -> Any:
    chooses = isinstance(screen.form, type) and issubclass(screen.form, ApproveForm)
    staff = to_choose_from(pairing) if chooses else []
    return screen.form(data, pairing=pairing, staff=staff) if screen.form else None


def _consent(pairing: Pairing, data: dict[str, Any], by: User) -> Pairing:
    said = {"answer": Answer(data["answer"]), "way": ConsentWay(data["way"]), "name": data["name"]}
    return proposing.record_consent(pairing, by=by, on=data["on"], **said)


def _heard(pairing: Pairing, data: dict[str, Any], by: User) -> Pairing:
    return proposing.record_child_heard(
        pairing, by=by, on=data["on"], answer=Answer(data["answer"]), words=data["words"]
    )


def _decline(pairing: Pairing, data: dict[str, Any], by: User) -> Pairing:
    return proposing.record_refusal(pairing, by=by, reason=DeclineReason(data["reason"]), note=data["note"])


def _pause(pairing: Pairing, data: dict[str, Any], by: User) -> Pairing:
    return spell.pause(pairing, by=by, reason=PauseReason(data["reason"]), note=data["note"])


def _end(pairing: Pairing, data: dict[str, Any], by: User) -> Pairing:
    return spell.end(pairing, by=by, reason=EndReason(data["reason"]), note=data["note"])


def _answered(done: Any) -> Callable[[Pairing, Any], Any]:
    """What has come of it: a no and a doubt are told as such."""

    def said(pairing: Pairing, form: Any) -> Any:
        if pairing.state == PairingState.DECLINED:
            return DECLINED
        return _("Recorded. Ask again another day.") if form.cleaned_data["answer"] == Answer.UNSURE else done

    return said


ROWS = (
    Screen(
        transition=transitions.CONSENT,
        label=_("Record what the guardian answers"),
        done=_answered(_("The guardian's consent is recorded. Next: ask the child.")),
        denied=rules.consent_denied_reason,
        run=_consent,
        form=ConsentForm,
    ),
    Screen(
        transition=transitions.HEAR,
        label=_("Record what the child wants"),
        done=_answered(_("Recorded. A colleague can now decide on this pairing.")),
        denied=rules.heard_denied_reason,
        run=_heard,
        form=HeardForm,
    ),
    Screen(
        transition=transitions.APPROVE,
        label=_("Approve this pairing"),
        done=_("Approved. The supervisor and the deputy are asked whether they take it on."),
        denied=rules.approve_denied_reason,
        run=lambda pairing, data, by: proposing.approve(pairing, by=by, **data),
        form=ApproveForm,
    ),
    Screen(
        transition=transitions.ACCEPT,
        label=_("Take this pairing on"),
        done=_("Recorded: you look after this pairing."),
        denied=posts.accept_denied_reason,
        run=lambda pairing, _data, by: supervision.accept(pairing, by=by),
    ),
    Screen(
        transition=transitions.STEP_DOWN,
        label=_("I cannot look after this pairing"),
        done=_("Recorded. Somebody else will be named."),
        denied=posts.step_down_denied_reason,
        run=lambda pairing, data, by: supervision.step_down(pairing, by=by, **data),
        form=StepDownForm,
    ),
    Screen(
        transition=transitions.NAME,
        label=_("Name who looks after it"),
        done=_("Recorded. Whoever was named anew is asked."),
        denied=rules.name_denied_reason,
        run=lambda pairing, data, by: supervision.name_supervisors(pairing, by=by, **data),
        form=NameForm,
    ),
    Screen(
        transition=transitions.ACTIVATE,
        label=_("Begin"),
        done=_("The pairing has begun. The volunteer has been told."),
        denied=rules.activate_denied_reason,
        run=lambda pairing, _data, by: proposing.activate(pairing, by=by),
    ),
    Screen(
        transition=transitions.DECLINE,
        label=_("Do not go ahead"),
        done=DECLINED,
        denied=rules.decline_denied_reason,
        run=_decline,
        form=DeclineForm,
    ),
    Screen(
        transition=transitions.PAUSE,
        label=_("Pause"),
        done=_("Paused. The volunteer no longer sees the child's page."),
        denied=rules.pause_denied_reason,
        run=_pause,
        form=PauseForm,
    ),
    Screen(
        transition=transitions.RESUME,
        label=_("Resume"),
        done=_("The pairing has resumed."),
        denied=rules.resume_denied_reason,
        run=lambda pairing, _data, by: spell.resume(pairing, by=by),
    ),
    Screen(
        transition=transitions.END,
        label=_("End this pairing"),
        done=_("Ended. The volunteer no longer sees the child's page."),
        denied=rules.end_denied_reason,
        run=_end,
        form=EndForm,
    ),
)
SCREENS = Screens(
    machine=transitions.PAIRING, rows=ROWS, found=found, page=_page, home=Pairing.get_absolute_url, bind=_bind
)


@desk_view(Capability.PROPOSE_PAIRING)
@require_http_methods(["GET", "POST"])
def make_transition(request: SignedInRequest, uuid: UUID, step: str) -> HttpResponse:
    """One transition of one pairing; a refusal says why and changes nothing."""
    return SCREENS.answer(request, uuid, step)
