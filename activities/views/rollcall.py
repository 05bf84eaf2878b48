"""The roll on a phone: a page of a few kilobytes that works on a bad line."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.audit.log import record
from portal.denied import Denied
from portal.desk.access import desk_view

from ..domain.desk import duties_of, enrolments_of
from ..domain.running import ROLL_OPEN, call_roll, complete, complete_denied_reason, start
from ..enums import Outcome, SeatState, SessionState
from ..models import Duty, Enrolment, Session
from .desk_sessions import visible_session

KEY_LENGTH = 8  # of the uuid: short field names keep the page small; unique within one session


@dataclass(frozen=True)
class Line:
    """One person on the roll."""

    key: str
    name: str
    number: str
    outcome: str


@desk_view(Capability.CALL_ROLL)
def rollcall(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Mark who is there, save as often as needed, complete at the end."""
    session = visible_session(request, uuid, Capability.CALL_ROLL)
    if request.method == "POST":
        return _save(request, session)
    record("session.read_roll", actor=request.user, target=session)
    seats = _seats(session)
    context = {
        "session": session,
        "children": [_line(seat) for seat in seats if isinstance(seat, Enrolment)],
        "volunteers": [_line(seat) for seat in seats if isinstance(seat, Duty)],
        "unknown": sum(seat.outcome == Outcome.UNKNOWN for seat in seats),
        "open": session.state in ROLL_OPEN,
        "choices": [(Outcome.PRESENT, _("Here")), (Outcome.ABSENT, _("Not here")), (Outcome.EXCUSED, _("Excused"))],
        "may_start": session.state in {SessionState.PUBLISHED, SessionState.CLOSED} and not session.over,
        "may_complete": complete_denied_reason(session) is None or session.state == SessionState.IN_PROGRESS,
    }
    return render(request, "activities/desk/rollcall.html", context)


def _save(request: SignedInRequest, session: Session) -> HttpResponse:
    marks = {seat.uuid: Outcome(value) for seat in _seats(session) if (value := _value(request, _key(seat)))}
    then = {"start": start, "complete": complete}.get(request.POST.get("do", ""))
    try:
        if marks:
            call_roll(session, marks, by=request.user)
        if then:
            then(session, by=request.user)
        messages.success(request, _("Saved."))
    except Denied as denied:
        messages.warning(request, denied.message)
    return redirect("activities:rollcall", session.uuid)


def _seats(session: Session) -> list[Enrolment | Duty]:
    seats: list[Enrolment | Duty] = [*enrolments_of(session), *duties_of(session)]
    return [seat for seat in seats if seat.state == SeatState.CONFIRMED]


def _key(seat: Enrolment | Duty) -> str:
    return seat.uuid.hex[:KEY_LENGTH]


def _value(request: SignedInRequest, key: str) -> str:
    value = request.POST.get(key, "")
    return value if value in Outcome.values else ""


def _line(seat: Enrolment | Duty) -> Line:
    """A child by what it is called and its case number; a volunteer by name shown and number."""
    if isinstance(seat, Enrolment):
        return Line(_key(seat), seat.child.called_name or "—", seat.child.case_number, seat.outcome)
    return Line(_key(seat), seat.helper, seat.volunteer.number, seat.outcome)
