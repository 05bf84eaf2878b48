"""Who is named in a report and shut out of it, and who reported it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.accounts.requests import SignedInRequest
from portal.audit.log import record
from portal.changes.denied import Denied
from portal.desk.access import desk_view, fetch
from portal.desk.revealing import with_a_reason
from portal.pages.sure import Question, ask_first

from ..actions import ConcernAction
from ..domain.handling import may_reveal
from ..domain.letting_in import let_in, let_in_again, name_people, to_let_in
from ..domain.people import live
from ..domain.queries import accounts_named
from ..enums import Part
from ..forms import FindAccountForm, LetInForm
from ..models import Concern
from .fields import REPORTER, label_of
from .transitions import found


@desk_view(Capability.OPEN_CONCERN)
@require_http_methods(["GET", "POST"])
def people(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Who is shut out; finding an account is a POST, as no name may stand in an address."""
    concern = found(request, uuid)
    form = FindAccountForm(request.POST if request.method == "POST" else None)
    accounts = list(accounts_named(form.cleaned_data["who"])) if form.is_valid() else None
    return _page(request, concern, form=form, found=accounts)


@desk_view(Capability.OPEN_CONCERN)
@require_POST
def name(request: SignedInRequest, uuid: UUID, account: UUID) -> HttpResponse:
    """This account is named in it: nothing of it is there for them any more."""
    concern = found(request, uuid)
    user = fetch(request, User.objects.all(), uuid=account)
    if asking := ask_first(request, _shutting_out(concern, user, by=request.user)):
        return asking
    try:
        name_people(concern, [user], by=request.user)
        messages.success(request, _("This account can no longer see the report."))
    except Denied as denied:
        messages.warning(request, denied.message)
    return redirect("children:concerns" if user == request.user else concern)


@desk_view(Capability.OPEN_CONCERN)
@require_http_methods(["GET", "POST"])
def lift(request: SignedInRequest, uuid: UUID, account: UUID) -> HttpResponse:
    """It was somebody else of that name."""
    concern = found(request, uuid)
    row = fetch(request, live(concern, Part.NAMED), "user", user__uuid=account)
    form = LetInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            let_in_again(concern, row.user, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("This account may see the report again."))
        except Denied as denied:
            messages.warning(request, denied.message)
        return redirect(concern)
    record(ConcernAction.READ, actor=request.user, target=concern, to="let_in")
    return render(request, "children/concerns/let_in.html", {"concern": concern, "person": row.user, "form": form})


@desk_view(Capability.OPEN_CONCERN)
@require_POST
def give(request: SignedInRequest, uuid: UUID, account: UUID) -> HttpResponse:
    """Let a colleague in whose office is newer than the report."""
    concern = found(request, uuid)
    user = fetch(request, User.objects.all(), uuid=account)
    try:
        let_in(concern, user, by=request.user)
        messages.success(request, _("This colleague can work on the report from now on."))
    except Denied as denied:
        messages.warning(request, denied.message)
    return redirect(concern)


@desk_view(Capability.REVEAL_REPORTER)
@require_http_methods(["GET", "POST"])
def reporter(request: SignedInRequest, uuid: UUID, field: str) -> HttpResponse:
    """How to reach the reporter: with a reason, after signing in afresh, on the record."""
    concern = found(request, uuid)
    if field not in REPORTER or not getattr(concern, field) or not may_reveal(concern, request.user):
        raise Http404
    context = {"concern": concern, "label": label_of(field)}
    return with_a_reason(request, concern, field, "children/concerns/reveal.html", context, read=ConcernAction.READ)


def _shutting_out(concern: Concern, user: User, *, by: User) -> Question:
    follows = [_("From now on this account sees nothing of the report, no message about it and no event in the log.")]
    if user == by:
        follows.append(_("That is your own account: you will not see this report again."))
    else:
        follows.append(_("If it was somebody else of that name, the account can be let in again, with a reason."))
    return Question(
        title=_("Shut %(who)s out of this report?") % {"who": user},
        follows=follows,
        button=_("Shut out"),
        back=reverse("children:concern_people", args=[concern.uuid]),
        can_undo=None,
    )


def _page(request: SignedInRequest, concern: Concern, **context: Any) -> HttpResponse:
    record(ConcernAction.READ, actor=request.user, target=concern, to="people")
    shut_out = live(concern, Part.NAMED).select_related("user")
    context |= {"concern": concern, "shut_out": shut_out, "to_let_in": to_let_in(concern)}
    return render(request, "children/concerns/people.html", context)
