"""Verifying and correcting the hours of a session."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.audit.log import record
from portal.denied import Denied
from portal.desk.access import desk_view

from ..domain.desk import duties_of
from ..domain.hours import correct_hours, verify_denied_reason, verify_hours
from ..enums import HoursKind, SessionState
from ..forms import CorrectionForm
from ..models import HoursEntry, Session
from .desk_sessions import visible_session


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
def correct(request: SignedInRequest, uuid: UUID, entry: UUID) -> HttpResponse:
    """A correction is a new entry, with its reason."""
    session = visible_session(request, uuid, Capability.VERIFY_HOURS)
    rows = HoursEntry.objects.where_can(request.user, Capability.VERIFY_HOURS).filter(duty__session=session)
    found = get_object_or_404(rows, uuid=entry, kind=HoursKind.CREDIT)
    form = CorrectionForm(request.POST, prefix=str(found.uuid)[:8])
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
    request: SignedInRequest, session: Session, at: HoursEntry | None = None, form: CorrectionForm | None = None
) -> HttpResponse:
    record("session.read_hours", actor=request.user, target=session)
    rows = HoursEntry.objects.where_can(request.user, Capability.VERIFY_HOURS).filter(duty__session=session)
    entries = list(rows.select_related("volunteer", "duty__volunteer__user").order_by("volunteer", "pk"))
    lines = [
        {"entry": row, "helper": row.duty.helper, "form": _form_for(row, at, form), "open": row == at}
        for row in entries
    ]
    context = {
        "session": session,
        "duties": duties_of(session),
        "lines": lines,
        "waiting": session.state == SessionState.COMPLETED,
        "reason": verify_denied_reason(session, by=request.user),
    }
    return render(request, "activities/desk/hours.html", context)


def _form_for(entry: HoursEntry, at: HoursEntry | None, form: CorrectionForm | None) -> CorrectionForm | None:
    if entry.kind != HoursKind.CREDIT:
        return None
    return form if entry == at else CorrectionForm(prefix=str(entry.uuid)[:8])
