"""How a pairing is told on its page: what is due and the one thing to do next, who is in it, and what happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.accounts.enums import Capability
from portal.accounts.models import User
from portal.components.record import Act, Awaited, Card, Head, Line, Mark, Moment, Record
from portal.transitions.screens import Screen

from ..domain.due import TOO_LONG
from ..domain.posts import DEPUTY, POSTS, SUPERVISOR, answer_of, post_of, vacant
from ..domain.rules import answer_unknown, standing_denied_reason
from ..enums import BEFORE_START, DECIDED, Answer, PairingRefusal, PairingState
from ..models import Pairing
from .transitions import SCREENS

NEXT = {
    PairingState.PROPOSED: "consent",
    PairingState.CONSENTED: "heard",
    PairingState.HEARD: "approve",
    PairingState.APPROVED: "activate",
    PairingState.PAUSED: "resume",
}
BAD = {Answer.NO.value: "bad"}
STATE_TAGS = {
    PairingState.ACTIVE: "",
    PairingState.PAUSED: "danger",
    PairingState.ENDED: "plain",
    PairingState.DECLINED: "plain",
}


def record_of(pairing: Pairing, user: User, *, sees_child: bool) -> Record:
    """One pairing as this person sees it; the names are those by which volunteers and staff speak of a child."""
    slug = _next(pairing, user)
    screen = SCREENS.named(slug) if slug else None
    denied = screen.denied(pairing, user) if screen else None
    return Record(
        head=_head(pairing, user, None if denied else screen),
        due=list(_due(pairing, screen, denied)),
        cards=_cards(pairing, user, sees_child=sees_child),
        moments=moments_of(pairing),
        story=pgettext("pairing", "What happened"),
    )


def state_mark(pairing: Pairing) -> Mark:
    """Where it stands, as a tag."""
    return Mark(pairing.get_state_display(), STATE_TAGS.get(PairingState(pairing.state), "warn"))


def _head(pairing: Pairing, user: User, screen: Screen | None) -> Head:
    named = {"child": pairing.child.called_name or pairing.child.case_number, "volunteer": pairing.volunteer.real_name}
    numbers = {"file": pairing.child.case_number, "number": pairing.volunteer.number}
    marks = [state_mark(pairing)]
    if pairing.is_primary:
        marks.append(Mark(_("caring parent"), "accent"))
    services = pgettext("list", ", ").join(pairing.service_labels)
    place, both = f"{pairing.child.area.parent} {pairing.child.area}", _("File %(file)s and volunteer %(number)s")
    acts = [_act(pairing, screen)] if screen else []
    if screen and screen.name == "accept":
        acts.append(_act(pairing, SCREENS.named("step_down")))  # whoever is asked finds the no beside the yes
    more = [_act(pairing, other) for other in _others(pairing, user, screen)]
    return Head(_("%(child)s and %(volunteer)s") % named, marks, [services, place, both % numbers], acts, more)


def _act(pairing: Pairing, screen: Screen) -> Act:
    url = reverse("volunteers:pairing_step", args=[pairing.uuid, screen.name])
    return Act(screen.label, url, "" if screen.asks else "check", post=not screen.asks)


def _others(pairing: Pairing, user: User, screen: Screen | None) -> Iterator[Screen]:
    """The quieter ones that are open to this person."""
    beside = ("decline",) if pairing.state in BEFORE_START else ("pause", "end")
    asked = screen is not None and screen.name == "accept"
    for name in ("name", *(() if asked else ("step_down",)), *beside):
        if SCREENS.named(name).denied(pairing, user) is None:
            yield SCREENS.named(name)


def _due(pairing: Pairing, screen: Screen | None, denied: Any) -> Iterator[Awaited]:
    if lapsed := _lapsed(pairing):
        yield Awaited(_("The volunteer may not visit now and no longer sees the child's page"), lapsed.label, "late")
    if vacant(pairing):
        said = _(
            "Whoever was named has left, has another role now, or has said no. A township or county officer names"
            " somebody else."
        )
        yield Awaited(_("Nobody holds this post now"), said, "late")
    if screen:
        late = pairing.state_changed_at < timezone.now() - TOO_LONG
        title = _("Next: %(step)s") % {"step": screen.label}
        yield Awaited(title, denied.label if denied else "", "late" if late else "soon", pairing.state_changed_at)


def _cards(pairing: Pairing, user: User, *, sees_child: bool) -> list[Card]:
    child, volunteer = pairing.child, pairing.volunteer
    band = _("%(band)s years") % {"band": child.age_band}
    file = _("File %(number)s") % {"number": child.case_number}
    about = " · ".join((child.called_name or "—", band, f"{child.area.parent} {child.area}"))
    review = reverse("volunteers:desk_review", args=[volunteer.uuid])
    sees_volunteer = user.can(Capability.SEE_VOLUNTEER, volunteer.area_path)
    number = _("Volunteer %(number)s") % {"number": volunteer.number}
    return [
        Card(_("The child"), lines=[Line(file, child.get_absolute_url() if sees_child else "", about)]),
        Card(
            _("The volunteer"),
            lines=[Line(volunteer.real_name, review if sees_volunteer else "", f"{number} · {volunteer.area}")],
        ),
        Card(_("Who looks after it"), facts=[(post, who) for post, who in _posts_of(pairing)]),
        Card(_("Note"), note=pairing.note),
    ]


def _posts_of(pairing: Pairing) -> list[tuple[str, str]]:
    """Each post: who was named, and what they have said, for pairings that are not over."""
    words = {SUPERVISOR: _("Supervisor"), DEPUTY: _("Deputy")}
    gone = vacant(pairing)
    held = [(post, getattr(pairing, post), _post_state(pairing, post, post in gone)) for post in POSTS]
    return [(words[post], f"{who} · {said}" if said else str(who)) for post, who, said in held if who is not None]


def _post_state(pairing: Pairing, post: str, vacant_now: bool) -> str:
    if pairing.state not in DECIDED:
        return ""
    said = _("has taken it on") if answer_of(pairing, post) == Answer.YES else _("has not answered yet")
    return _("no longer, or said no") if vacant_now else said


def moments_of(pairing: Pairing) -> list[Moment]:
    """What happened, first things first, each with what was said and who wrote it down."""
    told: list[Moment] = []
    for when, what, who, detail, kind in _moments(pairing):
        if when is not None:
            after = told[-1].at if told and Moment(when, "").iso == told[-1].iso else when
            told.append(Moment(when if isinstance(when, datetime) else after, what, detail, who or "", kind=kind))
    return told


def _moments(pairing: Pairing) -> list[tuple[date | datetime | None, Any, Any, Any, str]]:
    consent = f"{pairing.get_consent_way_display()} · {pairing.consent_name}"
    guardian, child = (BAD.get(answer, "") for answer in (pairing.guardian_answer, pairing.child_answer))
    return [
        (pairing.proposed_at, _("Proposed"), pairing.proposed_by, "", ""),
        (pairing.consent_on, _guardian_said(pairing), pairing.consent_recorded_by, consent, guardian),
        (pairing.heard_on, _child_said(pairing), pairing.heard_by, pairing.heard_words, child),
        (pairing.approved_at, _("Approved"), pairing.approved_by, "", ""),
        (pairing.started_at, _("Began"), "", "", ""),
        (pairing.paused_at, _("Paused"), "", pairing.get_paused_reason_display(), "bad"),
        (pairing.declined_at, _("Declined"), "", pairing.get_declined_reason_display(), "bad"),
        (pairing.ended_at, _("Ended"), "", pairing.get_ended_reason_display(), ""),
    ]


def _guardian_said(pairing: Pairing) -> str:
    said = {Answer.NO.value: _("The guardian does not agree"), Answer.UNSURE.value: _("The guardian is not sure yet")}
    return said.get(pairing.guardian_answer) or _("The guardian agreed")


def _child_said(pairing: Pairing) -> str:
    said = {
        Answer.YES.value: _("The child wants it"),
        Answer.NO.value: _("The child does not want it"),
        Answer.UNSURE.value: _("The child is not sure yet"),
    }
    return said.get(pairing.child_answer) or _("The child was heard")


def _next(pairing: Pairing, user: User) -> str | None:
    """The one thing to do next; for whoever was named, that is to answer."""
    named = post_of(pairing, user)
    if named and pairing.state in DECIDED and answer_of(pairing, named) == "":
        return "accept"
    return "heard" if answer_unknown(pairing) else NEXT.get(PairingState(pairing.state))


def _lapsed(pairing: Pairing) -> PairingRefusal | None:
    """Why the volunteer may not visit although the pairing is active."""
    return standing_denied_reason(pairing.volunteer) if pairing.state == PairingState.ACTIVE else None
