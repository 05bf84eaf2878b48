"""Sessions on the desk: the list, one session, and its buttons."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.audit.log import record
from portal.components.chips import chips_for
from portal.desk.access import desk_view
from portal.input.asked import page_of
from portal.input.coming_back import keeps_place
from portal.transitions.screens import Screen, Screens

from ...actions import SessionAction
from ...adults.domain.counting import vetted_adults
from ...adults.domain.watching import WATCHED
from ...enums import OPEN, SeatState, SessionState
from ...models import Session
from ...permissions import may
from ...seats.domain.queries import duties_of, enrolments_of
from ...seats.views.finding import visible_session
from .. import transitions
from ..domain.moving import may_denied_reason, yours_denied_reason
from ..domain.publishing import cancel, close, publish, publish_checks, publish_denied_reason
from ..domain.queries import counts_by_state, sessions_for
from ..domain.the_day import complete, complete_denied_reason, start, start_denied_reason
from ..domain.waiting import WAITING, counts_waiting, waits_for
from ..forms.planning import CancelForm
from ..rows import rows_of
from .asking import cancelling, closing
from .facts import facts_of

PER_PAGE = 40


@desk_view(Capability.SEE_SESSION)
@keeps_place
@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Sessions by state; without a choice what is to come."""
    state = request.GET.get("state", "")
    waiting = {name: number for name, (number, _since) in counts_waiting(request.user).items()}
    shown = [(name, WAITING[name].label) for name in waiting if waiting[name] or name == state]
    chips = chips_for(request, "state", [*shown, *SessionState.choices], state)
    chips[0]["label"] = _("To come")
    counts = counts_by_state(request.user) | waiting
    for chip in chips[1:]:
        chip["count"] = counts.get(chip["value"], 0)
    page = page_of(request, sessions_for(request.user, state), PER_PAGE)
    context = {"page": page, "listing": rows_of(page.object_list), "chips": chips}
    context |= {"may_add": request.user.can(Capability.MANAGE_SESSION)}
    return render(request, "activities/desk/sessions.html", context)


@desk_view(Capability.SEE_SESSION)
@require_GET
def detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One session: what is missing, who is there, who comes."""
    session = visible_session(request, uuid, Capability.SEE_SESSION)
    record(SessionAction.READ, actor=request.user, target=session)
    return render(request, "activities/desk/session.html", _context(request, session, CancelForm()))


@desk_view(Capability.SEE_SESSION)
@require_POST
def act(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Publish, close, start, complete or cancel; the domain checks the right to each."""
    name = request.POST.get("do", "")
    if name not in {screen.name for screen in SCREENS.rows}:
        return redirect(SCREENS.home(_found(request, uuid)))
    return SCREENS.answer(request, uuid, name)


def _context(request: SignedInRequest, session: Session, form: CancelForm) -> dict[str, Any]:
    manages = may(request.user, Capability.MANAGE_SESSION, session.place)
    draft = session.state == SessionState.DRAFT
    checks = publish_checks(session, by=request.user) if draft else []
    enrolments = enrolments_of(session)
    asked = draft or session.state in WATCHED
    return {
        "session": session,
        "facts": facts_of(session),
        "checks": checks,
        "ready": draft and not any(check.reason for check in checks),
        "staff": session.staff.all(),
        "duties": duties_of(session),
        "enrolments": enrolments,
        "families_wait": any(seat.together and seat.state == SeatState.WAITLISTED for seat in enrolments),
        "manages": manages,
        "may_change": manages and session.state in OPEN,
        "may_enrol": manages and _is_open(session) and request.user.can(Capability.SEE_CHILD),
        "may_close": manages and _is_open(session),
        "waits_for": WAITING[name].label if (name := waits_for(session)) else "",
        "over": session.over,
        "counted": {adult.user_id for adult in vetted_adults(session)} if asked else None,
        "may_call": may(request.user, Capability.CALL_ROLL, session.place) and not draft,
        "may_verify": session.state in {SessionState.COMPLETED, SessionState.VERIFIED}
        and may(request.user, Capability.VERIFY_HOURS, session.place),
        "form": form,
    }


def _is_open(session: Session) -> bool:
    """Whether somebody can still join it; afterwards who came is written down at the roll-call."""
    return session.state == SessionState.PUBLISHED and not session.begun


def _found(request: SignedInRequest, uuid: UUID) -> Session:
    return visible_session(request, uuid, Capability.SEE_SESSION)


def _page(request: SignedInRequest, session: Session, _screen: Screen, form: Any) -> HttpResponse:
    return render(request, "activities/desk/session.html", _context(request, session, form))


SCREENS = Screens(
    machine=transitions.SESSION,
    found=_found,
    page=_page,
    home=lambda session: reverse("activities:desk_session", args=[session.uuid]),
    rows=(
        Screen(
            transition=transitions.PUBLISH,
            label=_("Publish"),
            done=_("Published: everyone can see it, and volunteers can sign up."),
            denied=lambda session, by: publish_denied_reason(session, by=by),
            run=lambda session, _data, by: publish(session, by=by),
        ),
        Screen(
            transition=transitions.CLOSE,
            label=_("Close enrolment"),
            done=_("Enrolment is closed."),
            denied=partial(may_denied_reason, transitions.CLOSE),
            run=lambda session, _data, by: close(session, by=by),
            question=closing,
        ),
        Screen(
            transition=transitions.START,
            label=_("Save and start"),
            done=_("The session has started."),
            denied=lambda session, by: (
                yours_denied_reason(transitions.START, session, by) or start_denied_reason(session)
            ),
            run=lambda session, _data, by: start(session, by=by),
        ),
        Screen(
            transition=transitions.COMPLETE,
            label=_("Save and complete"),
            done=_("Completed. The hours wait to be verified now."),
            denied=lambda session, by: (
                yours_denied_reason(transitions.COMPLETE, session, by) or complete_denied_reason(session)
            ),
            run=lambda session, _data, by: complete(session, by=by),
        ),
        Screen(
            transition=transitions.CANCEL,
            label=_("Cancel the session"),
            done=_("Cancelled. Everyone who signed up has been told."),
            denied=partial(may_denied_reason, transitions.CANCEL),
            run=lambda session, data, by: cancel(session, reason=data["reason"], by=by),
            form=CancelForm,
            question=cancelling,
        ),
    ),
)
