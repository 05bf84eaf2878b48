"""What an officer does with an application: take a step, record a check, see the ID number."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.audit.forms import RevealForm
from portal.audit.log import record
from portal.audit.reveal import reveal
from portal.changes.denied import Denied
from portal.desk.access import desk_view

from ..domain.vetting import may_denied_reason, record_vetting
from ..enums import VettingKind, VettingOutcome
from ..forms.desk import VettingForm
from ..models import Volunteer
from .actions import BY_VERB, Action, run
from .desk import take


@desk_view(Capability.VET_VOLUNTEER)
def step(request: SignedInRequest, uuid: UUID, verb: str) -> HttpResponse:
    """One step; asks for what it needs on a page of its own."""
    action = BY_VERB.get(verb)
    if action is None:
        raise Http404
    volunteer = take(request, uuid, Capability.VET_VOLUNTEER)
    if request.method != "POST" and action.form is None:
        return redirect("volunteers:desk_review", uuid=uuid)
    refused = action.denied(volunteer, request.user)
    if refused is not None:
        messages.warning(request, refused.label)
        return redirect("volunteers:desk_review", uuid=uuid)
    form = action.form(request.POST or None) if action.form else None
    if form is None or form.is_valid():
        return _run(request, action, volunteer, form.cleaned_data if form else {})
    context = {"title": action.label, "explained": action.explained, "kind": action.kind}
    return _form_page(request, volunteer, form, **context)


def _run(request: SignedInRequest, action: Action, volunteer: Volunteer, data: dict[str, Any]) -> HttpResponse:
    try:
        run(action, volunteer, by=request.user, data=data)
    except Denied as denied:
        messages.warning(request, denied.message)
    else:
        messages.success(request, _("Done. The volunteer has been told."))
    return redirect("volunteers:desk_review", uuid=volunteer.uuid)


@desk_view(Capability.VET_VOLUNTEER)
def check(request: SignedInRequest, uuid: UUID, kind: str) -> HttpResponse:
    """Record the outcome of one check."""
    if kind not in VettingKind.values:
        raise Http404
    volunteer = take(request, uuid, Capability.VET_VOLUNTEER)
    refused = may_denied_reason("record_vetting", volunteer, request.user)
    if refused is not None:
        messages.warning(request, refused.label)
        return redirect("volunteers:desk_review", uuid=uuid)
    form = VettingForm(request.POST or None, kind=VettingKind(kind))
    if not form.is_valid():
        return _form_page(request, volunteer, form, title=VettingKind(kind).label)
    return _record(request, volunteer, form)


def _record(request: SignedInRequest, volunteer: Volunteer, form: VettingForm) -> HttpResponse:
    data = {**form.cleaned_data, "outcome": VettingOutcome(form.cleaned_data["outcome"])}
    try:
        record_vetting(volunteer, by=request.user, kind=form.kind, **data)
    except Denied as denied:
        messages.warning(request, denied.message)
    else:
        messages.success(request, _("The outcome is recorded."))
    return redirect("volunteers:desk_review", uuid=volunteer.uuid)


@desk_view(Capability.VET_VOLUNTEER)
def show_id(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The ID number in full: after a fresh sign-in, with a reason, and logged."""
    # Looked up first: who may not see the record is not asked to sign in for it either.
    volunteer = take(request, uuid, Capability.VET_VOLUNTEER)
    try:
        answer: HttpResponse = _reveal(request, volunteer)
    except ReauthenticationRequired:
        if request.method == "POST":
            # Sent on as it is, the reason would be kept in the session until the password has been typed.
            return redirect(request.path)
        raise
    return answer


@reauthentication_required  # type: ignore[misc]  # allauth ships no types
def _reveal(request: SignedInRequest, volunteer: Volunteer) -> HttpResponse:
    form = RevealForm(request.POST or None)
    revealed = ""
    if form.is_valid():
        revealed = reveal(volunteer, "id_number", by=request.user, reason=form.cleaned_data["reason"])
    else:
        record("volunteer.read", actor=request.user, target=volunteer)
    context = {"form": form, "volunteer": volunteer, "revealed": revealed}
    return render(request, "volunteers/desk/show_id.html", context)


def _form_page(request: SignedInRequest, volunteer: Volunteer, form: Any, **context: Any) -> HttpResponse:
    record("volunteer.read", actor=request.user, target=volunteer)
    return render(request, "volunteers/desk/step.html", {"form": form, "volunteer": volunteer, **context})
