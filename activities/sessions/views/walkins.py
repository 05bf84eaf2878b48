"""Somebody came who is not on the roll: two small forms, for a child and for a volunteer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.audit.log import record
from portal.changes.denied import Denied
from portal.desk.access import desk_view
from portal.undo.offering import refresh_offers

from ...actions import SessionAction
from ...models import Session
from ...seats.views.finding import visible_session
from ..domain.the_day import roll_denied_reason
from ..domain.walkins import child_at_the_door, child_came, volunteer_came
from ..forms.walkins import ChildCameForm, VolunteerCameForm


@desk_view(Capability.CALL_ROLL)
def walk_in(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Write down who came; a child by its case number, a volunteer by theirs."""
    session = visible_session(request, uuid, Capability.CALL_ROLL)
    names = request.user.can(Capability.SEE_CHILD)
    posted = request.POST if request.method == "POST" else None
    about_child = posted is not None and "child" in posted
    about_volunteer = posted is not None and "number" in posted
    child_form = ChildCameForm(posted if about_child else None, names=names)
    volunteer_form = VolunteerCameForm(posted if about_volunteer else None)
    if (about_child and _child(request, session, child_form)) or (
        about_volunteer and _volunteer(request, session, volunteer_form)
    ):
        refresh_offers(request)
        messages.success(request, _("Written down as here."))
        return redirect("activities:rollcall", session.uuid)
    forms = {"child_form": child_form, "volunteer_form": volunteer_form}
    context = {"session": session, "reason": roll_denied_reason(session), **forms}
    return render(request, "activities/desk/walk_in.html", context)


def _child(request: SignedInRequest, session: Session, form: ChildCameForm) -> bool:
    if not form.is_valid():
        return False
    data = form.cleaned_data
    # Whether somebody asked who stands at the door is on the record, found or not.
    record(SessionAction.CHILDREN_LOOKED_FOR, actor=request.user, target=session, shown=1)
    try:
        child = child_at_the_door(session, data["child"], by=request.user)
        child_came(session, child, by=request.user, collected_by=data["collected_by"], beyond=data["beyond"])
    except Denied as denied:
        form.refuse(denied.reason)
        return False
    return True


def _volunteer(request: SignedInRequest, session: Session, form: VolunteerCameForm) -> bool:
    if not form.is_valid():
        return False
    try:
        volunteer_came(session, form.cleaned_data["number"], by=request.user)
    except Denied as denied:
        form.add_error("number", denied.message)
        return False
    return True
