"""Sessions on the desk: the list, one session, and its buttons."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
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
from ...enums import SessionState
from ...models import Session
from ...seats.views.finding import visible_session
from .. import transitions
from ..domain.moving import may_denied_reason, yours_denied_reason
from ..domain.publishing import cancel, close, publish, publish_denied_reason
from ..domain.queries import TODAY, counts_by_state, sessions_for
from ..domain.the_day import complete, complete_denied_reason, start, start_denied_reason
from ..domain.waiting import WAITING, counts_waiting
from ..forms.planning import CancelForm
from ..rows import rows_of
from .asking import cancelling, closing
from .presenting import context_of

PER_PAGE = 40


@desk_view(Capability.SEE_SESSION)
@keeps_place
@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Sessions by state; without a choice what is to come."""
    state = request.GET.get("state", "")
    waiting = {name: number for name, (number, _since) in counts_waiting(request.user).items()}
    shown = [(name, WAITING[name].label) for name in waiting if waiting[name] or name == state]
    today = (TODAY, pgettext("desk", "Today"))
    chips = chips_for(request, "state", [today, *shown, *SessionState.choices], state)
    chips[0]["label"] = _("To come")
    counts = counts_by_state(request.user) | waiting | {TODAY: sessions_for(request.user, TODAY).count()}
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
    return render(request, "activities/desk/session.html", context_of(session, request.user, CancelForm()))


@desk_view(Capability.SEE_SESSION)
@require_POST
def act(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Publish, close, start, complete or cancel; the domain checks the right to each."""
    name = request.POST.get("do", "")
    if name not in {screen.name for screen in SCREENS.rows}:
        return redirect(SCREENS.home(_found(request, uuid)))
    return SCREENS.answer(request, uuid, name)


def _found(request: SignedInRequest, uuid: UUID) -> Session:
    return visible_session(request, uuid, Capability.SEE_SESSION)


def _page(request: SignedInRequest, session: Session, _screen: Screen, form: Any) -> HttpResponse:
    return render(request, "activities/desk/session.html", context_of(session, request.user, form))


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
