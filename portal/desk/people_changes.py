"""A proposal about a role: what it says, what speaks against it, and the second person's decision."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.addresses import oddities
from portal.accounts.change_enums import ChangeKind, ChangeReason, ChangeState, ChangeStep
from portal.accounts.domain.changes import DENIED
from portal.accounts.domain.deciding import waiting_time
from portal.accounts.domain.identifying import has_identity
from portal.accounts.domain.identities import accounts_of, shared_marks
from portal.accounts.enums import Capability, Mark, is_sensitive
from portal.accounts.models import RoleChange
from portal.accounts.requests import SignedInRequest
from portal.audit.log import record
from portal.changes.denied import Denied
from portal.pages.dates import when_text
from portal.pages.sure import Question, ask_first

from ..accounts.actions import RoleAction
from .access import desk_view, fetch
from .appointing import changes_for, decide
from .people_forms import IdentityFields, area_label, posted

# What puts a proposal aside is asked about.
ASKED = {
    ChangeStep.DECLINE: gettext_lazy("Decline this proposal?"),
    ChangeStep.WITHDRAW: gettext_lazy("Withdraw this proposal?"),
}


@desk_view(Capability.MANAGE_PEOPLE)
def people_change(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Read a proposal and decide on it; what stands against deciding is said instead of the button."""
    change = fetch(request, changes_for(request.user), uuid=uuid)
    form = IdentityFields(posted(request)) if _asks_identity(change) else None
    if request.method == "POST":
        step = request.POST.get("step", "")
        if step not in ChangeStep.values:
            raise Http404
        answer = _decide(request, change, step, form)
        if answer:
            return answer
        change = fetch(request, changes_for(request.user), uuid=uuid)
    record(RoleAction.READ, actor=request.user, target=change)
    return render(request, "desk/people_change.html", _context(request, change, form))


def _decide(
    request: SignedInRequest, change: RoleChange, step: str, form: IdentityFields | None
) -> HttpResponse | None:
    """Redirect when it was decided; None when the page is to be shown again with what is wrong."""
    asks = step in ASKED and DENIED[ChangeStep(step)](change, by=request.user) is None
    if asks and (asking := ask_first(request, _question(change, step))):
        return asking
    typed: dict[str, str] = {}
    if form is not None and step == ChangeStep.CONFIRM:
        if not form.is_valid():
            return None
        typed = {name: form.cleaned_data[name] for name in ("phone", "id_number")}
    try:
        decided = decide(change, step, by=request.user, **typed)
    except Denied as denied:
        if form is not None and denied.reason == ChangeReason.NO_IDENTITY:
            form.refuse(denied.reason)
        else:
            messages.warning(request, denied.message)
        return None
    messages.success(request, _said(decided))
    return redirect("desk:people")


def _question(change: RoleChange, step: str) -> Question:
    """A proposal that is put aside stays so: to have it after all it is proposed anew, and waits again."""
    about = f"{change.get_kind_display()}: {change.get_role_display()}, {area_label(change.area)} · {change.user}"
    follows = [about, _("Whoever wants it after all proposes it anew. Colleagues are told.")]
    back = reverse("desk:people_change", args=[change.uuid])
    return Question(str(ASKED[ChangeStep(step)]), follows, str(ChangeStep(step).label), back, can_undo=False)


def _said(change: RoleChange) -> str:
    held = change.assignment
    if change.state != ChangeState.CONFIRMED:
        return _("Recorded: nothing was given or taken away. Colleagues are told.")
    if change.kind == ChangeKind.END or held is None:
        return _("Confirmed: the role has ended. Colleagues are told.")
    said = {"when": when_text(held.effective_at)}
    return _("Confirmed. The role is in force from %(when)s; until then any colleague can stop it.") % said


def _asks_identity(change: RoleChange) -> bool:
    return change.is_open and change.kind == ChangeKind.GIVE and not has_identity(change.user)


def _context(request: SignedInRequest, change: RoleChange, form: IdentityFields | None) -> dict[str, Any]:
    reasons = {step.value: DENIED[step](change, by=request.user) for step in ChangeStep}
    confirm = reasons["confirm"]
    if form is not None and confirm == ChangeReason.NO_IDENTITY:
        confirm = None  # it is asked for on this page
    return {
        "change": change,
        "facts": _facts(change),
        "form": form if confirm is None else None,
        "confirm_reason": confirm,
        "may_confirm": confirm is None,
        "may_decline": reasons["decline"] is None and reasons["withdraw"] is not None,
        "may_withdraw": reasons["withdraw"] is None,
        "warnings": _warnings(change),
        "hours": int(waiting_time().total_seconds() // 3600) if is_sensitive(change.role) else 0,
    }


def _facts(change: RoleChange) -> list[tuple[object, object]]:
    machine = _("the operator at the machine")
    facts: list[tuple[object, object]] = [
        (_("Who"), str(change.user)),
        (_("Email address"), change.user.email),
        (_("Role"), change.get_role_display()),
        (_("Area"), area_label(change.area)),
        (_("Proposed by"), str(change.proposed_by or machine)),
        (_("Proposed at"), when_text(change.proposed_at)),
        (_("State"), change.get_state_display()),
    ]
    if change.reason:
        facts.append((_("Why"), change.reason))
    if change.decided_at:
        facts.append((_("Decided by"), f"{change.decided_by or machine}, {when_text(change.decided_at)}"))
    return facts


def _warnings(change: RoleChange) -> list[str]:
    """What a second person should know: a deceptive address, other accounts of the same person."""
    found = [str(oddity.label) for oddity in oddities(change.user.email)]
    for other in accounts_of(change.user):
        marks = "、".join(str(Mark(mark).label) for mark, _index in shared_marks(change.user, other))
        said = {"marks": marks, "other": f"{other} ({other.email})"}
        found.append(_("Shares with another account, and counts as one person with it: %(marks)s – %(other)s") % said)
    return found
