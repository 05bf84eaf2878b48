"""The roll on a phone: a page of a few kilobytes that works on a bad line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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

from ...actions import SessionAction
from ...enums import Outcome, SeatState, SessionState
from ...models import Duty, Enrolment, Session
from ...seats.domain.queries import duties_of, enrolments_of
from ...seats.views.finding import visible_session
from ..domain.the_day import ROLL_OPEN, complete, complete_denied_reason, save_roll, start

KEY_LENGTH = 8  # of the uuid: short field names keep the page small; unique within one session


@dataclass(frozen=True)
class Line:
    """One person on the roll; `meanwhile` says how somebody else has marked them since the page was made."""

    key: str
    name: str
    number: str
    outcome: str
    meanwhile: str = ""


@desk_view(Capability.CALL_ROLL)
def rollcall(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Mark who is there, save as often as needed, complete at the end."""
    session = visible_session(request, uuid, Capability.CALL_ROLL)
    if request.method == "POST":
        return _save(request, session)
    return _page(request, session, {}, {})


def _page(
    request: SignedInRequest, session: Session, typed: Mapping[UUID, Outcome], meanwhile: Mapping[UUID, Outcome]
) -> HttpResponse:
    record(SessionAction.ROLL_READ, actor=request.user, target=session)
    seats = _seats(session)
    lines = [(seat, _line(seat, typed.get(seat.uuid), meanwhile.get(seat.uuid))) for seat in seats]
    context = {
        "session": session,
        "children": [line for seat, line in lines if isinstance(seat, Enrolment)],
        "volunteers": [line for seat, line in lines if isinstance(seat, Duty)],
        "unknown": sum(seat.outcome == Outcome.UNKNOWN for seat in seats),
        "open": session.state in ROLL_OPEN,
        "choices": _choices(),
        "shown": " ".join(f"{_key(seat)}{seat.outcome[0]}" for seat in seats),
        "may_start": session.state in {SessionState.PUBLISHED, SessionState.CLOSED} and not session.over,
        "may_complete": complete_denied_reason(session) is None or session.state == SessionState.IN_PROGRESS,
    }
    return render(request, "activities/desk/rollcall.html", context)


def _choices() -> list[tuple[Outcome, str]]:
    return [(Outcome.PRESENT, _("Here")), (Outcome.ABSENT, _("Not here")), (Outcome.EXCUSED, _("Excused"))]


def _save(request: SignedInRequest, session: Session) -> HttpResponse:
    seats = _seats(session)
    marks = {seat.uuid: Outcome(value) for seat in seats if (value := _value(request, _key(seat)))}
    then = {"start": start, "complete": complete}.get(request.POST.get("do", ""))
    try:
        if marks:
            saved = save_roll(session, marks, shown=_shown(request, seats), by=request.user)
            if saved.meanwhile:
                messages.warning(
                    request, _("Somebody else has marked the same person meanwhile: look, and save again.")
                )
                return _page(request, session, marks, saved.meanwhile)
        if then:
            then(session, by=request.user)
        messages.success(request, _("Saved."))
    except Denied as denied:
        messages.warning(request, denied.message)
    return redirect("activities:rollcall", session.uuid)


def _shown(request: SignedInRequest, seats: list[Enrolment | Duty]) -> dict[UUID, Outcome]:
    """What stood on the page that was sent: each key with the first letter of its mark, to keep the page small."""
    said = {word[:KEY_LENGTH]: word[KEY_LENGTH:] for word in request.POST.get("shown", "").split()}
    marks = {mark[0]: Outcome(mark) for mark in Outcome.values}
    return {seat.uuid: marks[said[_key(seat)]] for seat in seats if said.get(_key(seat)) in marks}


def _seats(session: Session) -> list[Enrolment | Duty]:
    seats: list[Enrolment | Duty] = [*enrolments_of(session), *duties_of(session)]
    return [seat for seat in seats if seat.state == SeatState.CONFIRMED]


def _key(seat: Enrolment | Duty) -> str:
    return seat.uuid.hex[:KEY_LENGTH]


def _value(request: SignedInRequest, key: str) -> str:
    value = request.POST.get(key, "")
    return value if value in Outcome.values else ""


def _line(seat: Enrolment | Duty, typed: Outcome | None, meanwhile: Outcome | None) -> Line:
    """A child by what it is called and its case number; a volunteer by name shown and number."""
    said = str(dict(_choices()).get(meanwhile, meanwhile.label)) if meanwhile is not None else ""
    # What was typed stays where it is contested; all the rest was saved.
    outcome = str(typed) if typed is not None and said else seat.outcome
    if isinstance(seat, Enrolment):
        return Line(_key(seat), seat.child.called_name or "—", seat.child.case_number, outcome, said)
    return Line(_key(seat), seat.helper, seat.volunteer.number, outcome, said)
