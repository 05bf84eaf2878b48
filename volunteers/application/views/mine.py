"""What applicants can do while their application is under way: answer a question, withdraw."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portal.accounts.requests import SignedInRequest
from portal.changes.denied import Denied

from ..domain import applying, history
from ..domain.queries import current_volunteer, latest_volunteer
from ..enums import VolunteerState
from ..forms.apply import AnswerForm
from .own import own_page


@own_page
def answer(request: SignedInRequest) -> HttpResponse:
    """Answer what the county office asked for."""
    volunteer = current_volunteer(request.user)
    if volunteer is None or volunteer.state != VolunteerState.INFO_REQUESTED:
        if request.method == "POST":
            messages.info(request, _("This question has already been answered. Nothing was changed."))
        return redirect("volunteers:start")
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            applying.answer_info(volunteer, by=request.user, answer=form.cleaned_data["answer"])
        except Denied as denied:
            messages.warning(request, denied.message)
        else:
            messages.success(request, _("Thank you. The county office has your answer."))
        return redirect("volunteers:start")
    return render(request, "volunteers/answer.html", {"form": form, "volunteer": volunteer})


@own_page
def withdraw(request: SignedInRequest) -> HttpResponse:
    """Take the application back, after asking."""
    volunteer = current_volunteer(request.user)
    if volunteer is None or applying.withdraw_denied_reason(volunteer, request.user):
        return redirect("volunteers:start")
    if request.method != "POST":
        return render(request, "volunteers/withdraw.html", {"volunteer": volunteer})
    try:
        applying.withdraw(volunteer, by=request.user)
    except Denied as denied:
        messages.warning(request, denied.message)
    else:
        messages.success(request, _("You withdrew your application."))
    return redirect("volunteers:start")


@own_page
@require_GET
def readers(request: SignedInRequest) -> HttpResponse:
    """Who looked at one's own record."""
    volunteer = latest_volunteer(request.user)
    if volunteer is None:
        return redirect("volunteers:start")
    return render(request, "volunteers/readers.html", {"lines": history.readers(volunteer)})
