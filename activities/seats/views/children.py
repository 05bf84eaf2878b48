"""Enrolling children of one's scope, taking them off, and the roster to print."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from children.ledger.actions import ChildAction
from children.ledger.models import Child
from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.audit.log import record
from portal.changes.denied import Denied
from portal.desk.access import desk_view, fetch
from portal.pages.sure import Question, ask_first
from portal.undo.offering import refresh_offers

from ...actions import SessionAction
from ...enums import SeatState
from ...models import Enrolment, Session
from ...responsible import team_of
from ..domain.enrolment import enrol_many, separate, withdraw_child
from ..domain.queries import children_to_enrol, duties_of, enrolments_of
from ..forms import EnrolForm
from ..rows import sheets
from .finding import visible_session


@desk_view(Capability.SEE_CHILD)
def enrol(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Choose children by case number or what they are called; brothers and sisters together.

    Finding one is a POST too: what a child is called may stand in no address.
    """
    session = visible_session(request, uuid, Capability.MANAGE_SESSION)
    if request.method == "POST" and "q" not in request.POST:
        return _enrol(request, session)
    return _page(request, session, EnrolForm())


@desk_view(Capability.MANAGE_SESSION)
@require_POST
def take_off(request: SignedInRequest, uuid: UUID, seat: UUID) -> HttpResponse:
    """Give a child's place back."""
    session = visible_session(request, uuid, Capability.MANAGE_SESSION)
    manages = Capability.MANAGE_SESSION
    enrolment = fetch(request, Enrolment, "session", "child", capability=manages, session=session, uuid=seat)
    if asking := ask_first(request, _taking_off(enrolment)):
        record(ChildAction.READ, actor=request.user, target=enrolment.child, to="take_off")
        return asking
    try:
        withdraw_child(enrolment, by=request.user)
        refresh_offers(request)
        messages.success(request, _("The place is free again."))
    except Denied as denied:
        messages.warning(request, denied.message)
    return redirect("activities:desk_session", session.uuid)


@desk_view(Capability.MANAGE_SESSION)
@require_POST
def split(request: SignedInRequest, uuid: UUID, seat: UUID) -> HttpResponse:
    """A family that waits together takes single places after all."""
    session = visible_session(request, uuid, Capability.MANAGE_SESSION)
    manages = Capability.MANAGE_SESSION
    enrolment = fetch(request, Enrolment, "session", capability=manages, session=session, uuid=seat)
    if asking := ask_first(request, _splitting(enrolment)):
        return asking
    try:
        separate(enrolment, by=request.user)
        messages.success(request, _("Each of them takes the next single place now."))
    except Denied as denied:
        messages.warning(request, denied.message)
    return redirect("activities:desk_session", session.uuid)


@desk_view(Capability.CALL_ROLL)
@require_GET
def roster(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Who is expected, to print and hang up inside: called names and case numbers only."""
    session = visible_session(request, uuid, Capability.CALL_ROLL)
    record(SessionAction.ROSTER_PRINTED, actor=request.user, target=session)
    lists = sheets(
        [seat for seat in enrolments_of(session) if seat.state == SeatState.CONFIRMED],
        [seat for seat in duties_of(session) if seat.state == SeatState.CONFIRMED],
    )
    return render(request, "activities/desk/roster.html", {"session": session, "staff": team_of(session), **lists})


def _taking_off(enrolment: Enrolment) -> Question:
    name = enrolment.child.called_name or enrolment.child.case_number
    follows = [_("The child's family has to be told by you: they get no message from here.")]
    if enrolment.state == SeatState.CONFIRMED:
        follows.insert(0, _("The place goes at once to whoever is next on the waiting list."))
    return Question(
        title=_("Take %(name)s off this session?") % {"name": name},
        follows=follows,
        button=_("Take off"),
        back=reverse("activities:desk_session", args=[enrolment.session.uuid]),
    )


def _splitting(enrolment: Enrolment) -> Question:
    return Question(
        title=_("Let the brothers and sisters take single places?"),
        follows=[
            _("Each of them takes the next single place; one may have a place while another still waits."),
            _("They do not wait together any more. Please ask the family first."),
        ],
        button=_("Yes, single places are fine"),
        back=reverse("activities:desk_session", args=[enrolment.session.uuid]),
        can_undo=False,
    )


def _enrol(request: SignedInRequest, session: Session) -> HttpResponse:
    form = EnrolForm(request.POST)
    ticked = _uuids(request.POST.getlist("child"))
    found = {child.uuid: child for child in Child.objects.visible_to(request.user).filter(uuid__in=ticked)}
    children = [found[key] for key in dict.fromkeys(ticked) if key in found]
    if not children:
        form.add_error(None, _("Please choose at least one child."))
    elif form.is_valid():
        collected_by = dict.fromkeys((child.pk for child in children), form.cleaned_data["collected_by"])
        together = form.cleaned_data["together"]
        try:
            made = enrol_many(children, session, by=request.user, collected_by=collected_by, together=together)
        except Denied as denied:
            form.add_error(None, denied.message)
        else:
            messages.success(request, _said(made))
            return redirect("activities:desk_session", session.uuid)
    return _page(request, session, form, {child.uuid for child in children})


def _page(request: SignedInRequest, session: Session, form: EnrolForm, chosen: Any = frozenset()) -> HttpResponse:
    text = request.POST.get("q", "").strip()[:20]
    children = children_to_enrol(session, request.user, text)
    record(SessionAction.CHILDREN_LOOKED_FOR, actor=request.user, target=session, shown=len(children))
    context = {"session": session, "form": form, "children": children, "text": text, "chosen": chosen}
    return render(request, "activities/desk/enrol.html", context)


def _said(made: list[Enrolment]) -> str:
    """How many have a place and how many wait, and by which rule."""
    waiting = sum(seat.state == SeatState.WAITLISTED for seat in made)
    enrolled = len(made) - waiting
    parts = []
    if enrolled:
        said = ngettext("One child is enrolled.", "%(number)s children are enrolled.", enrolled)
        parts.append(said % {"number": enrolled})
    if waiting and made[0].together:
        parts.append(_("There are not enough places: they are on the waiting list together."))
    elif waiting:
        said = ngettext(
            "There are no more places: one child is on the waiting list.",
            "There are no more places: %(number)s children are on the waiting list.",
            waiting,
        )
        parts.append(said % {"number": waiting})
    return " ".join(parts)


def _uuids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
