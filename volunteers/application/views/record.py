"""A volunteer's application as its page draws it: township staff see who it is, vetting officers the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.components.record import Act, Awaited, Card, Contact, Head, Line, Mark, Moment, Record
from portal.pages.dates import day_text, when_text
from portal.transitions.screens import Offer

from ..domain.checks import ChecklistLine
from ..domain.history import CONFIDENTIAL, READS, HistoryLine
from ..enums import VolunteerState
from ..models import Volunteer
from .answers import facts_of

# Whom to call stands on a card of its own, the ID number is shown with a reason.
APART = ("id_number", "phone", "referee_name", "referee_phone")


def record_of(
    volunteer: Volunteer, history: list[HistoryLine], offers: list[Offer], checks: list[ChecklistLine], *, over: bool
) -> Record:
    """`offers` and `checks` are empty for who does not vet."""
    return Record(
        head=_head(volunteer, offers),
        due=list(_due(volunteer, offers)),
        main=[
            Card(_("The application"), facts=facts_of(volunteer, without=APART)),
            _asked(volunteer, vets=bool(checks)),
        ],
        cards=_cards(volunteer, checks, vets=bool(checks), over=over),
        moments=[Moment(line.at, line.what, line.detail, line.who, kind=_kind(line)) for line in history],
        story=pgettext("volunteer", "History"),
    )


def _head(volunteer: Volunteer, offers: list[Offer]) -> Head:
    sent = _("Sent on %(day)s") % {"day": day_text(volunteer.submitted_at)} if volunteer.submitted_at else ""
    code = _("Receipt code %(code)s") % {"code": volunteer.receipt_code} if volunteer.receipt_code else ""
    number = _("Volunteer %(number)s") % {"number": volunteer.number} if volunteer.number else ""
    acts: list[Act] = []
    more: list[Act] = []
    for offer in offers:
        if not offer.refused:
            (more if offer.screen.kind == "danger" else acts).append(_act(volunteer, offer))
    acts += _call(volunteer)
    place = f"{volunteer.area.parent} {volunteer.area}"
    marks = [Mark(volunteer.get_state_display(), volunteer.state_tag)]
    return Head(volunteer.real_name, marks, [place, number, sent, code], acts, more)


def _call(volunteer: Volunteer) -> list[Act]:
    own = Contact(volunteer.real_name, volunteer.phone)
    return [Act(_("Call the volunteer"), f"tel:{own.dial}", "phone")] if own.dial else []


def _act(volunteer: Volunteer, offer: Offer) -> Act:
    url = reverse("volunteers:desk_step", args=[volunteer.uuid, offer.screen.name])
    return Act(offer.screen.label, url, post=not offer.screen.asks)


def _due(volunteer: Volunteer, offers: list[Offer]) -> Iterator[Awaited]:
    """What the application waits for, and why the next thing cannot be done yet."""
    since = volunteer.state_changed_at
    if volunteer.state == VolunteerState.INFO_REQUESTED and offers:
        yield Awaited(volunteer.get_state_display(), _("Waiting for the applicant's answer."), "", since)
    if volunteer.state == VolunteerState.INTERVIEW and volunteer.interview_at and offers:
        when = when_text(volunteer.interview_at)
        yield Awaited(_("Interview"), f"{when} · {volunteer.interview_place}", "soon")
    if volunteer.state == VolunteerState.SUBMITTED and offers:
        yield Awaited(volunteer.get_state_display(), _("Nobody has taken it up yet."), "soon", since)
    for offer in offers:
        if offer.refused and offer.screen.kind == "":
            yield Awaited(offer.screen.label, offer.refused.label, "soon")


def _cards(volunteer: Volunteer, checks: list[ChecklistLine], *, vets: bool, over: bool) -> list[Card]:
    cards = [
        Card(
            _("Phone numbers"),
            contacts=[
                Contact(volunteer.real_name, volunteer.phone),
                *(
                    [Contact(volunteer.referee_name, volunteer.referee_phone, _("someone who knows you"))]
                    if volunteer.referee_name
                    else []
                ),
            ],
        )
    ]
    if vets:
        about: dict[str, Any] = {"checklist": checks, "volunteer": volunteer, "over": over}
        cards.append(Card(pgettext("volunteer", "Checks"), template="volunteers/desk/checklist.html", context=about))
    if vets:
        show = Act(_("Show it"), reverse("volunteers:desk_show_id", args=[volunteer.uuid]), "eye")
        masked = dict(facts_of(volunteer)).get(volunteer._meta.get_field("id_number").verbose_name, "")  # type: ignore[union-attr]  # a plain field
        number = Line(_("ID number"), note=masked, acts=[show])
        cards.append(Card(_("Shown only with a reason"), lines=[number] if masked else []))
    return cards


def _answers(volunteer: Volunteer) -> Card:
    return Card(_("The application"), facts=facts_of(volunteer, without=APART))


def _asked(volunteer: Volunteer, *, vets: bool) -> Card:
    asked = [(_("Asked"), volunteer.info_wanted), (_("Answered"), volunteer.info_answer or "—")]
    return Card(_("Asked and answered"), facts=asked if vets and volunteer.info_wanted else [])


def _kind(line: HistoryLine) -> str:
    """Who only looked stands back."""
    return "soft" if line.what in {CONFIDENTIAL[action] for action in READS} else ""
