"""How a pairing is told on its page: what happened, and the one thing to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.pages.dates import day_text

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


@dataclass(frozen=True)
class Moment:
    """Something that happened: on which day, what, and who says so."""

    day: str
    what: str
    who: str
    words: str = ""


def story_of(pairing: Pairing) -> list[Moment]:
    """What happened, first things first."""
    return [
        Moment(day_text(_day(when)), str(what), str(who or ""), str(words))
        for when, what, who, words in _moments(pairing)
        if when is not None
    ]


def _moments(pairing: Pairing) -> list[tuple[date | datetime | None, Any, Any, Any]]:
    consent = f"{pairing.get_consent_way_display()} · {pairing.consent_name}"
    return [
        (pairing.proposed_at, _("Proposed"), pairing.proposed_by, ""),
        (pairing.consent_on, _guardian_said(pairing), pairing.consent_recorded_by, consent),
        (pairing.heard_on, _child_said(pairing), pairing.heard_by, pairing.heard_words),
        (pairing.approved_at, _("Approved"), pairing.approved_by, ""),
        (pairing.started_at, _("Began"), "", ""),
        (pairing.paused_at, _("Paused"), "", pairing.get_paused_reason_display()),
        (pairing.declined_at, _("Declined"), "", pairing.get_declined_reason_display()),
        (pairing.ended_at, _("Ended"), "", pairing.get_ended_reason_display()),
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


def _day(when: date | datetime) -> date:
    return timezone.localdate(when) if isinstance(when, datetime) else when


def actions_for(pairing: Pairing, user: User) -> dict[str, object]:
    """The next step with the reason against it, and the quieter ones that are open."""
    slug = _next(pairing, user)
    others = (
        ["name", "step_down", "decline"] if pairing.state in BEFORE_START else ["name", "step_down", "pause", "end"]
    )
    asked = slug == "accept"
    others = [name for name in others if not asked or name != "step_down"]
    return {
        "next": SCREENS.named(slug) if slug else None,
        "next_denied": SCREENS.named(slug).denied(pairing, user) if slug else None,
        # Whoever is asked finds the no beside the yes.
        "next_no": SCREENS.named("step_down") if asked else None,
        "vacant": vacant(pairing),
        "posts": posts_of(pairing),
        "others": [SCREENS.named(name) for name in others if SCREENS.named(name).denied(pairing, user) is None],
        "lapsed": _lapsed(pairing),
    }


def _next(pairing: Pairing, user: User) -> str | None:
    """The one thing to do next; for whoever was named, that is to answer."""
    named = post_of(pairing, user)
    if named and pairing.state in DECIDED and answer_of(pairing, named) == "":
        return "accept"
    return "heard" if answer_unknown(pairing) else NEXT.get(PairingState(pairing.state))


def posts_of(pairing: Pairing) -> list[tuple[str, str, str]]:
    """Each post in words: what it is, who was named, and what they have said, for pairings that are not over."""
    words = {SUPERVISOR: _("Supervisor"), DEPUTY: _("Deputy")}
    gone = vacant(pairing)
    return [
        (words[post], str(getattr(pairing, post)), _post_state(pairing, post, post in gone))
        for post in POSTS
        if getattr(pairing, post) is not None
    ]


def _post_state(pairing: Pairing, post: str, vacant_now: bool) -> str:
    if pairing.state not in DECIDED:
        return ""
    said = _("has taken it on") if answer_of(pairing, post) == Answer.YES else _("has not answered yet")
    return _("no longer, or said no") if vacant_now else said


def _lapsed(pairing: Pairing) -> PairingRefusal | None:
    """Why the volunteer may not visit although the pairing is active."""
    return standing_denied_reason(pairing.volunteer) if pairing.state == PairingState.ACTIVE else None
