"""The steps an officer can take from the review page: one table, read by the page and by the view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.models import User

from ..domain import lifecycle, vetting
from ..enums import ENGAGED, VolunteerRefusal, VolunteerState
from ..forms.desk import InterviewForm, ReasonForm, WantedForm
from ..models import Volunteer

State = VolunteerState


@dataclass(frozen=True)
class Action:
    """A step: what it is called, when it is offered, what it asks for, and the rule behind it."""

    verb: str
    label: str | Promise
    explained: str | Promise
    states: tuple[str, ...]
    run: Callable[..., Volunteer]
    denied: Callable[[Volunteer, User], VolunteerRefusal | None]
    form: type[forms.Form] | None = None
    kind: str = ""

    do_not_call_in_templates = True


@dataclass(frozen=True)
class Offer:
    """An action as the page shows it: with the reason why it cannot be done yet."""

    action: Action
    refused: VolunteerRefusal | None


def _vetting(verb: str) -> Callable[[Volunteer, User], VolunteerRefusal | None]:
    return lambda volunteer, by: vetting.may_denied_reason(verb, volunteer, by)


ACTIONS = (
    Action(
        "start_screening",
        _("Take up this application"),
        _("The applicant sees that someone is reading it."),
        (State.SUBMITTED,),
        vetting.start_screening,
        _vetting("start_screening"),
    ),
    Action(
        "invite_to_interview",
        _("Invite to an interview"),
        _("The applicant is told by email; time and place are on their page."),
        (State.SCREENING,),
        vetting.invite_to_interview,
        _vetting("invite_to_interview"),
        InterviewForm,
    ),
    Action(
        "request_info",
        _("Ask for more information"),
        _("The application waits until the applicant has answered."),
        (State.SCREENING,),
        vetting.request_info,
        _vetting("request_info"),
        WantedForm,
        "second",
    ),
    Action(
        "send_to_training",
        _("Send to the training"),
        _("The interview was passed; the training comes next."),
        (State.INTERVIEW,),
        vetting.send_to_training,
        vetting.send_to_training_denied_reason,
    ),
    Action(
        "approve",
        _("Approve: can start today"),
        _("The volunteer gets a number and can sign up for sessions."),
        (State.TRAINING,),
        vetting.approve_and_activate,
        vetting.approve_denied_reason,
    ),
    Action(
        "activate",
        _("Let the volunteer start"),
        _("The volunteer can sign up for sessions."),
        (State.APPROVED,),
        vetting.activate,
        vetting.activate_denied_reason,
    ),
    Action(
        "reinstate",
        _("Let the volunteer resume"),
        _("Pairings stay paused until someone takes each of them up again."),
        (State.SUSPENDED,),
        lifecycle.reinstate,
        lifecycle.reinstate_denied_reason,
    ),
    Action(
        "suspend",
        pgettext_lazy("volunteer", "Pause"),
        _("At once: no sessions, no access to any child, until you let the volunteer resume."),
        (State.ACTIVE,),
        lifecycle.suspend,
        lifecycle.suspend_denied_reason,
        ReasonForm,
        "danger",
    ),
    Action(
        "end",
        _("End the engagement"),
        _("For good. To help again, they apply again."),
        tuple(ENGAGED),
        lifecycle.end,
        lifecycle.end_denied_reason,
        ReasonForm,
        "danger",
    ),
    Action(
        "reject",
        _("Do not accept"),
        _("The applicant is told that the application was not accepted, and nothing more."),
        tuple(vetting.SOURCES["reject"]),
        vetting.reject,
        _vetting("reject"),
        ReasonForm,
        "danger",
    ),
)
BY_VERB = {action.verb: action for action in ACTIONS}


def offers_for(volunteer: Volunteer, by: User) -> list[Offer]:
    """What can be done in this state, the primary action first."""
    possible = [action for action in ACTIONS if volunteer.state in action.states]
    return [Offer(action, action.denied(volunteer, by)) for action in possible]


def run(action: Action, volunteer: Volunteer, *, by: User, data: dict[str, Any]) -> Volunteer:
    """Take the step. Raises Denied."""
    return action.run(volunteer, by=by, **data)
