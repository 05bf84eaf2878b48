"""Planning a session and changing it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.changes.denied import Denied
from portal.desk.access import desk_view

from ...enums import CommonRefusal
from ...seats.views.finding import visible_session
from ..domain.editing import change, draft
from ..forms.planning import SessionForm


@desk_view(Capability.MANAGE_SESSION)
def add(request: SignedInRequest) -> HttpResponse:
    """A new draft."""
    form = SessionForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            session = draft(by=request.user, staff=form.team(), **form.planned())
        except Denied as denied:
            form.refuse(denied.reason)
        else:
            messages.success(request, _("Saved as a draft. What is still missing before publishing stands below."))
            return redirect("activities:desk_session", session.uuid)
    return render(request, "activities/desk/session_form.html", {"form": form})


@desk_view(Capability.MANAGE_SESSION)
def edit(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Change a session that has not begun; who signed up is told when place or time move."""
    session = visible_session(request, uuid, Capability.MANAGE_SESSION)
    form = SessionForm(request.POST if request.method == "POST" else None, user=request.user, session=session)
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            change(session, by=request.user, staff=form.team(), seen=seen, **form.planned())
        except Denied as denied:
            if denied.reason == CommonRefusal.CHANGED_MEANWHILE:
                form.compare(visible_session(request, uuid, Capability.MANAGE_SESSION))
            form.refuse(denied.reason)
        else:
            messages.success(request, _("Saved."))
            return redirect("activities:desk_session", session.uuid)
    return render(request, "activities/desk/session_form.html", {"form": form, "session": session})
