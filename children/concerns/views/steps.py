"""The steps of a report on the desk: each is a page with one question, and one domain function behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from portal.accounts.enums import Capability, IndependenceReason
from portal.accounts.models import User
from portal.accounts.requests import SignedInRequest
from portal.audit.log import record
from portal.changes.denied import Denied
from portal.desk.access import desk_view

from ..domain import handling
from ..enums import ConcernRefusal, Urgency
from ..forms import TriageForm, WordsForm
from ..models import Concern

Apply = Callable[[Concern, dict[str, Any], User], None]
Deny = Callable[[Concern, User], ConcernRefusal | IndependenceReason | None]


@dataclass(frozen=True)
class Step:
    """A step: its words, its form (none: one button), when it is refused, and what it does."""

    title: Any
    button: Any
    done: Any
    apply: Apply
    denied: Deny
    label: Any = ""
    hint: Any = ""
    form: type[forms.Form] | None = WordsForm
    kind: str = "second"

    def bound(self, data: Any) -> forms.Form | None:
        """The form, with what was typed."""
        if self.form is None:
            return None
        return WordsForm(data, label=self.label, hint=self.hint) if self.form is WordsForm else self.form(data)


def _triage(concern: Concern, data: dict[str, Any], by: User) -> None:
    handling.triage(concern, urgency=Urgency(data["urgency"]), note=data["text"], by=by)


STEPS: dict[str, Step] = {
    "triage": Step(
        _("First reading"),
        _("I have read it"),
        _("Recorded. Now it is being looked into."),
        _triage,
        handling.triage_denied_reason,
        form=TriageForm,
        kind="",
    ),
    "report": Step(
        _("Pass it on to the authority"),
        _("It has been passed on"),
        _("Recorded as passed on."),
        lambda concern, data, by: handling.report(concern, authority=data["text"], by=by),
        handling.decide_denied_reason,
        label=_("To whom, how and when?"),
        hint=_("For example: police station, by telephone, today at 10:20, and the number they gave it."),
        kind="",
    ),
    "confirm": Step(
        _("Sign as the second"),
        _("I have read it too: nothing to pass on"),
        _("Recorded with two signatures."),
        lambda concern, _data, by: handling.confirm_dismissal(concern, by=by),
        handling.sign_denied_reason,
        form=None,
        kind="",
    ),
    "send-back": Step(
        _("Do not sign"),
        _("It stays open"),
        _("It stays open."),
        lambda concern, data, by: handling.send_back(concern, reason=data["text"], by=by),
        handling.sign_denied_reason,
        label=_("Why it must be looked at again"),
    ),
    "dismiss": Step(
        _("Propose: nothing to pass on"),
        _("Propose it"),
        _("Proposed. A second person must now read it and decide."),
        lambda concern, data, by: handling.propose_dismissal(concern, reason=data["text"], by=by),
        handling.propose_denied_reason,
        label=_("Why nothing needs to be passed on"),
        hint=_("What was checked, with whom, and what was found. A second person decides."),
    ),
    "reopen": Step(
        _("Look into it again"),
        _("Look into it again"),
        _("It is being looked into again."),
        lambda concern, data, by: handling.reopen(concern, reason=data["text"], by=by),
        handling.reopen_denied_reason,
        label=_("Why it is looked into again"),
    ),
    "answer": Step(
        _("Write to the reporter"),
        _("Leave this message"),
        _("The reporter finds it with the number."),
        lambda concern, data, by: handling.answer(concern, text=data["text"], by=by),
        handling.write_denied_reason,
        label=_("Message to the reporter"),
        hint=_(
            "Somebody else may read it over the reporter's shoulder: no names, and nothing that puts them in danger."
        ),
    ),
    "note": Step(
        _("Add a note"),
        _("Add the note"),
        _("The note was added."),
        lambda concern, data, by: handling.add_note(concern, text=data["text"], by=by),
        handling.write_denied_reason,
        label=pgettext_lazy("concern", "Note for colleagues"),
        hint=_("The reporter never sees it. It cannot be changed later."),
    ),
}


def offered(concern: Concern, user: User) -> list[dict[str, Any]]:
    """The steps that can be taken now."""
    able = [(name, step) for name, step in STEPS.items() if step.denied(concern, user) is None]
    return [{"name": name, "title": step.title, "kind": step.kind} for name, step in able]


@desk_view(Capability.OPEN_CONCERN)
@require_http_methods(["GET", "POST"])
def take_step(request: SignedInRequest, uuid: UUID, step: str) -> HttpResponse:
    """Ask what the step needs, then take it; a stale page says what has happened and changes nothing."""
    concern = get_object_or_404(Concern.objects.visible_to(request.user), uuid=uuid)
    if step not in STEPS:
        raise Http404
    chosen = STEPS[step]
    if reason := chosen.denied(concern, request.user):
        messages.error(request, reason.label)
        return redirect(concern)
    form = chosen.bound(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (form is None or form.is_valid()):
        return _taken(request, concern, chosen, form.cleaned_data if form else {})
    record("concern.read", actor=request.user, target=concern, to=step)
    return render(request, "children/concerns/step.html", {"concern": concern, "step": chosen, "form": form})


def _taken(request: SignedInRequest, concern: Concern, step: Step, data: dict[str, Any]) -> HttpResponse:
    try:
        step.apply(concern, data, request.user)
        messages.success(request, step.done)
    except Denied as denied:
        messages.error(request, denied.message)
    return redirect(concern)
