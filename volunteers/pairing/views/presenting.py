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


def story_of(row: Pairing) -> list[Moment]:
    """What happened, first things first."""
    return [
        Moment(day_text(_day(when)), str(what), str(who or ""), str(words))
        for when, what, who, words in _moments(row)
        if when is not None
    ]


def _moments(row: Pairing) -> list[tuple[date | datetime | None, Any, Any, Any]]:
    consent = f"{row.get_consent_way_display()} · {row.consent_name}"
    return [
        (row.proposed_at, _("Proposed"), row.proposed_by, ""),
        (row.consent_on, _guardian_said(row), row.consent_recorded_by, consent),
        (row.heard_on, _child_said(row), row.heard_by, row.heard_words),
        (row.approved_at, _("Approved"), row.approved_by, ""),
        (row.started_at, _("Began"), "", ""),
        (row.paused_at, _("Paused"), "", row.get_paused_reason_display()),
        (row.declined_at, _("Declined"), "", row.get_declined_reason_display()),
        (row.ended_at, _("Ended"), "", row.get_ended_reason_display()),
    ]


def _guardian_said(row: Pairing) -> str:
    said = {Answer.NO.value: _("The guardian does not agree"), Answer.UNSURE.value: _("The guardian is not sure yet")}
    return said.get(row.guardian_answer) or _("The guardian agreed")


def _child_said(row: Pairing) -> str:
    said = {
        Answer.YES.value: _("The child wants it"),
        Answer.NO.value: _("The child does not want it"),
        Answer.UNSURE.value: _("The child is not sure yet"),
    }
    return said.get(row.child_answer) or _("The child was heard")


def _day(when: date | datetime) -> date:
    return timezone.localdate(when) if isinstance(when, datetime) else when


def actions_for(row: Pairing, user: User) -> dict[str, object]:
    """The next step with the reason against it, and the quieter ones that are open."""
    slug = _next(row, user)
    others = ["name", "step_down", "decline"] if row.state in BEFORE_START else ["name", "step_down", "pause", "end"]
    asked = slug == "accept"
    others = [name for name in others if not asked or name != "step_down"]
    return {
        "next": SCREENS.named(slug) if slug else None,
        "next_denied": SCREENS.named(slug).denied(row, user) if slug else None,
        # Whoever is asked finds the no beside the yes.
        "next_no": SCREENS.named("step_down") if asked else None,
        "vacant": vacant(row),
        "posts": posts_of(row),
        "others": [SCREENS.named(name) for name in others if SCREENS.named(name).denied(row, user) is None],
        "lapsed": _lapsed(row),
    }


def _next(row: Pairing, user: User) -> str | None:
    """The one thing to do next; for whoever was named, that is to answer."""
    named = post_of(row, user)
    if named and row.state in DECIDED and answer_of(row, named) == "":
        return "accept"
    return "heard" if answer_unknown(row) else NEXT.get(PairingState(row.state))


def posts_of(row: Pairing) -> list[tuple[str, str, str]]:
    """Each post in words: what it is, who was named, and what they have said, for pairings that are not over."""
    words = {SUPERVISOR: _("Supervisor"), DEPUTY: _("Deputy")}
    gone = vacant(row)
    return [
        (words[post], str(getattr(row, post)), _post_state(row, post, post in gone))
        for post in POSTS
        if getattr(row, post) is not None
    ]


def _post_state(row: Pairing, post: str, vacant_now: bool) -> str:
    if row.state not in DECIDED:
        return ""
    said = _("has taken it on") if answer_of(row, post) == Answer.YES else _("has not answered yet")
    return _("no longer, or said no") if vacant_now else said


def _lapsed(row: Pairing) -> PairingRefusal | None:
    """Why the volunteer may not visit although the pairing is active."""
    return standing_denied_reason(row.volunteer) if row.state == PairingState.ACTIVE else None
