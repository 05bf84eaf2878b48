"""The transitions of an application on the desk: one table, read by the review page and by the view."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.audit.log import record
from portal.desk.access import fetch
from portal.transitions.screens import Screen, Screens
from portal.transitions.table import Transition

from .. import transitions
from ..actions import VolunteerAction
from ..domain import lifecycle, vetting
from ..domain.moving import may_denied_reason
from ..domain.persons import is_same_person
from ..domain.queries import vetted_by, volunteers_for
from ..enums import VettingKind, VettingOutcome
from ..forms.desk import InterviewForm, ReasonForm, VettingForm, WantedForm
from ..models import Volunteer


def found(request: SignedInRequest, uuid: UUID, capability: Capability = Capability.VET_VOLUNTEER) -> Volunteer:
    """The record if this person holds `capability` there and it is not about themselves; else 404."""
    rows = volunteers_for(request.user) if capability == Capability.SEE_VOLUNTEER else vetted_by(request.user)
    volunteer: Volunteer = fetch(request, rows, "user", uuid=uuid)
    if is_same_person(volunteer, request.user):
        raise Http404
    return volunteer


def _page(request: SignedInRequest, volunteer: Volunteer, screen: Screen, form: forms.Form | None) -> HttpResponse:
    record(VolunteerAction.READ, actor=request.user, target=volunteer)
    context = {"form": form, "volunteer": volunteer, "screen": screen}
    return render(request, "volunteers/desk/step.html", context)


def _screen(
    transition: Transition, label: Any, explained: Any, run: Callable[..., Any], *, denied: Any = None, **how: Any
) -> Screen:
    """`run` takes what the form asks for by its names."""
    return Screen(
        transition=transition,
        label=label,
        explained=explained,
        done=_("Done. The volunteer has been told."),
        denied=denied or partial(may_denied_reason, transition),
        run=lambda volunteer, data, by: run(volunteer, by=by, **data),
        **how,
    )


ROWS = (
    _screen(
        transitions.SCREEN,
        _("Take up this application"),
        _("The applicant sees that someone is reading it."),
        vetting.start_screening,
    ),
    _screen(
        transitions.INVITE,
        _("Invite to an interview"),
        _("The applicant is told by email; time and place are on their page."),
        vetting.invite_to_interview,
        form=InterviewForm,
    ),
    _screen(
        transitions.ASK,
        _("Ask for more information"),
        _("The application waits until the applicant has answered."),
        vetting.request_info,
        form=WantedForm,
        kind="second",
    ),
    _screen(
        transitions.TRAIN,
        _("Send to the training"),
        _("The interview was passed; the training comes next."),
        vetting.send_to_training,
        denied=vetting.send_to_training_denied_reason,
    ),
    _screen(
        transitions.APPROVE,
        _("Approve: can start today"),
        _("The volunteer gets a number and can sign up for sessions."),
        vetting.approve_and_activate,
        denied=vetting.approve_denied_reason,
    ),
    _screen(
        transitions.ACTIVATE,
        _("Let the volunteer start"),
        _("The volunteer can sign up for sessions."),
        vetting.activate,
        denied=vetting.activate_denied_reason,
    ),
    _screen(
        transitions.REINSTATE,
        _("Let the volunteer resume"),
        _("Pairings stay paused until someone takes each of them up again."),
        lifecycle.reinstate,
        denied=lifecycle.reinstate_denied_reason,
    ),
    _screen(
        transitions.SUSPEND,
        pgettext_lazy("volunteer", "Pause"),
        _("At once: no sessions, no access to any child, until you let the volunteer resume."),
        lifecycle.suspend,
        denied=lifecycle.suspend_denied_reason,
        form=ReasonForm,
        kind="danger",
    ),
    _screen(
        transitions.END,
        _("End the engagement"),
        _("For good. To help again, they apply again."),
        lifecycle.end,
        denied=lifecycle.end_denied_reason,
        form=ReasonForm,
        kind="danger",
    ),
    _screen(
        transitions.REJECT,
        _("Do not accept"),
        _("The applicant is told that the application was not accepted, and nothing more."),
        vetting.reject,
        form=ReasonForm,
        kind="danger",
    ),
)
SCREENS = Screens(
    machine=transitions.VOLUNTEER,
    rows=ROWS,
    found=found,
    page=_page,
    home=lambda volunteer: reverse("volunteers:desk_review", args=[volunteer.uuid]),
)


def recording(kind: VettingKind) -> Screen:
    """The outcome of one check, whatever the state: it stays as it is, unless the check was not passed."""

    def run(volunteer: Volunteer, data: dict[str, Any], by: Any) -> None:
        outcome = VettingOutcome(data.pop("outcome"))
        vetting.record_vetting(volunteer, by=by, kind=kind, outcome=outcome, **data)

    return Screen(
        transition=transitions.RECORD,
        label=kind.label,
        done=_("The outcome is recorded."),
        denied=partial(may_denied_reason, transitions.RECORD),
        run=run,
        form=partial(VettingForm, kind=kind),
    )
