"""Taking one step of a pairing on the desk."""

from __future__ import annotations

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
from portal.changes.denied import Denied
from portal.desk.access import desk_view

from ...application.domain.persons import is_same_person
from ..domain.queries import pairings_for
from ..domain.staff import to_choose_from
from ..enums import Answer, PairingState
from ..forms import ApproveForm
from ..models import Pairing
from .table import STEPS, Step


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
    form = chosen.form(_posted(request), pairing=row, staff=_staff(chosen, row))
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


def _staff(step: Step, row: Pairing) -> list[User]:
    return to_choose_from(row) if issubclass(step.form, ApproveForm) else []


def found(request: SignedInRequest, uuid: UUID, *related: str) -> Pairing:
    """The pairing if this person may see it and is not the volunteer, under this account or another; else 404."""
    row: Pairing = get_object_or_404(pairings_for(request.user).select_related(*related), uuid=uuid)
    if is_same_person(row.volunteer, request.user):
        raise Http404
    return row


def _posted(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None
