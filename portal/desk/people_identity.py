"""By what a member of staff is known: entering it, and saying that two accounts with one telephone are two people."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.accounts.actions import RoleAction
from portal.accounts.change_enums import ChangeReason
from portal.accounts.domain.identifying import has_identity, identify, tell_apart, tell_apart_denied_reason
from portal.accounts.enums import Capability, Mark
from portal.accounts.models import User
from portal.accounts.requests import SignedInRequest
from portal.audit.log import record
from portal.changes.denied import Denied

from .access import desk_view, fetch
from .appointing import people_for
from .people_forms import IdentityFields, ReasonForm, posted
from .people_record import record_of


@desk_view(Capability.MANAGE_PEOPLE)
def people_identity(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A person on staff: where they serve, whether something is on file, and the accounts that share it."""
    person = fetch(request, people_for(request.user), uuid=uuid)
    form = IdentityFields(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            _enter(person, form, request.user)
        except Denied as denied:
            form.refuse(denied.reason)
        else:
            messages.success(request, _("Put on file. It is compared with that of all other accounts."))
            return redirect("desk:people_identity", uuid=uuid)
    record(RoleAction.IDENTITY_READ, actor=request.user, target=person)
    told = record_of(person, request.user, form, on_file=has_identity(person))
    return render(request, "desk/people_identity.html", {"person": person, "form": form, "record": told})


def _enter(person: User, form: IdentityFields, by: User) -> None:
    data = form.cleaned_data
    if not (data["phone"] or data["id_number"]):
        raise Denied(ChangeReason.NO_IDENTITY)
    identify(person, phone=data["phone"], id_number=data["id_number"], by=by)


@desk_view(Capability.MANAGE_PEOPLE)
def people_apart(request: SignedInRequest, uuid: UUID, other: UUID, mark: str) -> HttpResponse:
    """A third person records why two accounts that share a telephone or mailbox are two people."""
    everyone = people_for(request.user)
    one, two = (fetch(request, everyone, uuid=which) for which in (uuid, other))
    reason = tell_apart_denied_reason(one, two, mark, by=request.user)
    form = ReasonForm(posted(request))
    if request.method == "POST" and reason is None and form.is_valid():
        try:
            tell_apart(one, two, mark, by=request.user, reason=form.cleaned_data["reason"])
        except Denied as denied:
            form.refuse(denied.reason)
        else:
            messages.success(request, _("Recorded: they count as two people in spite of this."))
            return redirect("desk:people_identity", uuid=uuid)
    label = Mark(mark).label if mark in Mark.values else mark
    context = {"one": one, "two": two, "label": label, "reason": reason, "form": form}
    return render(request, "desk/people_apart.html", context)
