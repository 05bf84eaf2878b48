"""Verifying and correcting the hours of a session."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.audit.log import record
from portal.changes.denied import Denied
from portal.desk.access import desk_view

from ...actions import SessionAction
from ...enums import SeatState, SessionState
from ...models import Duty, HoursEntry, Session
from ...seats.domain.queries import duties_of
from ...seats.rows import duties_listed
from ...seats.views.finding import visible_session
from ..domain.crediting import correct_hours, verify_denied_reason, verify_hours
from ..forms import CorrectionForm


@desk_view(Capability.VERIFY_HOURS)
def hours(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Look who was present, then credit them; afterwards the entries."""
    session = visible_session(request, uuid, Capability.VERIFY_HOURS)
    if request.method == "POST":
        try:
            verify_hours(session, by=request.user)
            messages.success(request, _("The hours are verified and credited."))
        except Denied as denied:
            messages.warning(request, denied.message)
        return redirect("activities:desk_hours", session.uuid)
    return _page(request, session)


@desk_view(Capability.VERIFY_HOURS)
@require_POST
def correct(request: SignedInRequest, uuid: UUID, duty: UUID) -> HttpResponse:
    """A correction is a new entry, with its reason; whoever was credited nothing can be credited by one."""
    session = visible_session(request, uuid, Capability.VERIFY_HOURS)
    found = next((row for row in _on_the_roll(session) if row.uuid == duty), None)
    if found is None:
        raise Http404
    form = CorrectionForm(request.POST, prefix=_prefix(found))
    if not form.is_valid():
        return _page(request, session, found, form)
    try:
        correct_hours(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Corrected. The volunteer has been told."))
    except Denied as denied:
        form.add_error(None, denied.message)
        return _page(request, session, found, form)
    return redirect("activities:desk_hours", session.uuid)


def _page(
    request: SignedInRequest, session: Session, at: Duty | None = None, form: CorrectionForm | None = None
) -> HttpResponse:
    record(SessionAction.HOURS_READ, actor=request.user, target=session)
    entries: dict[int, list[HoursEntry]] = {}
    rows = HoursEntry.objects.where_can(request.user, Capability.VERIFY_HOURS).filter(duty__session=session)
    for entry in rows.order_by("pk"):
        entries.setdefault(entry.duty_id, []).append(entry)
    lines = [_line(duty, entries.get(duty.pk, []), form if duty == at else None) for duty in _on_the_roll(session)]
    context = {
        "session": session,
        "lines": lines,
        "listing": duties_listed(line["duty"] for line in lines),
        "waiting": session.state == SessionState.COMPLETED,
        "reason": verify_denied_reason(session, by=request.user),
    }
    return render(request, "activities/desk/hours.html", context)


def _line(duty: Duty, entries: list[HoursEntry], form: CorrectionForm | None) -> dict[str, Any]:
    """A person with what is credited in all; a form that was refused shows what is credited now."""
    net = sum(entry.minutes for entry in entries)
    if form is not None and form.is_bound:
        data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data[form.add_prefix("seen")] = str(net)
        form.data = data
    shown = form or CorrectionForm(prefix=_prefix(duty), initial={"seen": net})
    return {"duty": duty, "entries": entries, "net": net, "form": shown, "open": form is not None}


def _on_the_roll(session: Session) -> list[Duty]:
    return [duty for duty in duties_of(session) if duty.state == SeatState.CONFIRMED]


def _prefix(duty: Duty) -> str:
    return duty.uuid.hex[:8]
