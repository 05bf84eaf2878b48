"""The transitions of a report on the desk: each is a page with one question, and one domain function behind it."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.accounts.requests import SignedInRequest
from portal.audit.log import record
from portal.desk.access import desk_view, fetch
from portal.transitions.screens import Screen, Screens

from .. import transitions
from ..actions import ConcernAction
from ..domain import handling
from ..enums import Urgency
from ..forms import TriageForm, WordsForm
from ..models import Concern

SECOND = "second"


def found(request: SignedInRequest, uuid: UUID) -> Concern:
    """The report, if this person may see it; else 404, as for one that does not exist."""
    return fetch(request, Concern, "first_signatory", uuid=uuid)


def _page(request: SignedInRequest, concern: Concern, screen: Screen, form: forms.Form | None) -> HttpResponse:
    record(ConcernAction.READ, actor=request.user, target=concern, to=screen.name)
    return render(request, "children/concerns/step.html", {"concern": concern, "step": screen, "form": form})


def _triage(concern: Concern, data: dict[str, Any], by: User) -> None:
    handling.triage(concern, urgency=Urgency(data["urgency"]), note=data["text"], by=by)


SCREENS = Screens(
    machine=transitions.CONCERN,
    found=found,
    page=_page,
    home=Concern.get_absolute_url,
    rows=(
        Screen(
            transition=transitions.TRIAGE,
            label=_("First reading"),
            button=_("I have read it"),
            done=_("Recorded. Now it is being looked into."),
            denied=handling.triage_denied_reason,
            run=_triage,
            form=TriageForm,
        ),
        Screen(
            transition=transitions.REPORT,
            label=_("Pass it on to the authority"),
            button=_("It has been passed on"),
            done=_("Recorded as passed on."),
            denied=handling.decide_denied_reason,
            run=lambda concern, data, by: handling.report(concern, authority=data["text"], by=by),
            form=partial(
                WordsForm,
                label=_("To whom, how and when?"),
                hint=_("For example: police station, by telephone, today at 10:20, and the number they gave it."),
            ),
        ),
        Screen(
            transition=transitions.CONFIRM,
            label=_("Sign as the second"),
            button=_("I have read it too: nothing to pass on"),
            done=_("Recorded with two signatures."),
            denied=handling.sign_denied_reason,
            run=lambda concern, _data, by: handling.confirm_dismissal(concern, by=by),
            confirm=_("With your signature this report is closed. Sign only after you have read all of it."),
        ),
        Screen(
            transition=transitions.SEND_BACK,
            label=_("Do not sign"),
            button=_("It stays open"),
            done=_("It stays open."),
            denied=handling.sign_denied_reason,
            run=lambda concern, data, by: handling.send_back(concern, reason=data["text"], by=by),
            form=partial(WordsForm, label=_("Why it must be looked at again")),
            kind=SECOND,
        ),
        Screen(
            transition=transitions.PROPOSE,
            label=_("Propose: nothing to pass on"),
            button=_("Propose it"),
            done=_("Proposed. A second person must now read it and decide."),
            denied=handling.propose_denied_reason,
            run=lambda concern, data, by: handling.propose_dismissal(concern, reason=data["text"], by=by),
            form=partial(
                WordsForm,
                label=_("Why nothing needs to be passed on"),
                hint=_("What was checked, with whom, and what was found. A second person decides."),
            ),
            kind=SECOND,
        ),
        Screen(
            transition=transitions.REOPEN,
            label=_("Look into it again"),
            button=_("Look into it again"),
            done=_("It is being looked into again."),
            denied=handling.reopen_denied_reason,
            run=lambda concern, data, by: handling.reopen(concern, reason=data["text"], by=by),
            form=partial(WordsForm, label=_("Why it is looked into again")),
            kind=SECOND,
        ),
        Screen(
            transition=transitions.ANSWER,
            label=_("Write to the reporter"),
            button=_("Leave this message"),
            done=_("The reporter finds it with the number."),
            denied=handling.write_denied_reason,
            run=lambda concern, data, by: handling.answer(concern, text=data["text"], by=by),
            form=partial(
                WordsForm,
                label=_("Message to the reporter"),
                hint=_(
                    "Somebody else may read it over the reporter's shoulder: no names, and nothing that puts them in "
                    "danger."
                ),
            ),
            kind=SECOND,
        ),
        Screen(
            transition=transitions.NOTE,
            label=_("Add a note"),
            button=_("Add the note"),
            done=_("The note was added."),
            denied=handling.write_denied_reason,
            run=lambda concern, data, by: handling.add_note(concern, text=data["text"], by=by),
            form=partial(
                WordsForm,
                label=pgettext_lazy("concern", "Note for colleagues"),
                hint=_("The reporter never sees it. It cannot be changed later."),
            ),
            kind=SECOND,
        ),
    ),
)


@desk_view(Capability.OPEN_CONCERN)
@require_http_methods(["GET", "POST"])
def make_transition(request: SignedInRequest, uuid: UUID, step: str) -> HttpResponse:
    """Ask what it needs, then make it; a stale page says what has happened and changes nothing."""
    return SCREENS.answer(request, uuid, step)
