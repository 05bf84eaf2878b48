"""Ending a role on the desk: by one, by two, at once in an emergency, or before it takes effect."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.accounts.domain.assignments import end_denied_reason
from portal.accounts.domain.deciding import Reason, at_once_denied_reason
from portal.accounts.domain.ending import propose_end_denied_reason, stop_denied_reason
from portal.accounts.enums import Capability, is_sensitive
from portal.accounts.models import Assignment, User
from portal.accounts.requests import SignedInRequest
from portal.changes.denied import Denied
from portal.pages.dates import when_text

from .access import desk_view
from .appointing import assignments_for, end, end_at_once, propose_end, stop, upcoming_for
from .people_forms import ReasonForm, area_label, posted

END, PROPOSE, AT_ONCE, STOP = "end", "propose", "at_once", "stop"


@desk_view(Capability.MANAGE_PEOPLE)
def people_end(request: SignedInRequest, uuid: UUID, role: str, code: str) -> HttpResponse:
    """Ask once more, then take the role away or propose it; what stands against it is said instead of the button."""
    held = _held(request.user, user__uuid=uuid, role=role, area__code=code)
    ways = _ways(held, request.user)
    form = ReasonForm(posted(request))
    way = request.POST.get("way", next(iter(ways)))
    if request.method == "POST" and ways.get(way, True) is None and form.is_valid():
        try:
            messages.success(request, _carry_out(way, held, request.user, form.cleaned_data["reason"]))
        except Denied as denied:
            form.refuse(denied.reason)
        else:
            return redirect("desk:people")
    facts = [
        (_("Role"), held.get_role_display()),
        (_("Area"), area_label(held.area)),
        (_("Email address"), held.user.email),
        (_("Given by"), _givers(held)),
        (_("Takes effect") if held.is_waiting else _("Since"), when_text(held.effective_at)),
    ]
    context = {"held": held, "facts": facts, "ways": ways, "offered": _offered(ways), "form": form}
    return render(request, "desk/people_end.html", context | {"reason": _first_reason(ways)})


def _held(user: User, **which: Any) -> Assignment:
    """The role as it is listed: in force, or waiting for its hour. Raises Http404."""
    found = assignments_for(user).filter(**which).first() or upcoming_for(user).filter(**which).first()
    if found is None:
        raise Http404
    return found


def _ways(held: Assignment, by: User) -> dict[str, Reason | None]:
    """In which ways the role can be ended, and what stands against each."""
    if held.is_waiting:
        return {STOP: stop_denied_reason(held, by=by)}
    if not is_sensitive(held.role):
        return {END: end_denied_reason(held, by=by)}
    return {PROPOSE: propose_end_denied_reason(held, by=by), AT_ONCE: at_once_denied_reason(held, by=by)}


def _offered(ways: dict[str, Reason | None]) -> list[str]:
    return [way for way, reason in ways.items() if reason is None]


def _first_reason(ways: dict[str, Reason | None]) -> Reason | None:
    """What is said when no way is open."""
    return None if _offered(ways) else next(iter(ways.values()))


def _carry_out(way: str, held: Assignment, by: User, reason: str) -> str:
    if way == PROPOSE:
        propose_end(held, by=by, reason=reason)
        return _("Proposed. The role ends when a second person confirms; colleagues are told.")
    if way == AT_ONCE:
        end_at_once(held, by=by, reason=reason)
        return _("Ended at once. It is recorded, and colleagues, the county and the auditors are told.")
    if way == STOP:
        stop(held, by=by)
        return _("Stopped: the role does not take effect. Colleagues are told.")
    end(held, by=by)
    return _("Ended. From now on this role opens nothing any more.")


def _givers(held: Assignment) -> str:
    machine = _("the operator at the machine")
    first = str(held.granted_by or machine)
    return _("%(first)s and %(second)s") % {"first": first, "second": held.confirmed_by} if held.confirmed_by else first
