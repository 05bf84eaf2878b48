"""The page of one record: who or what it is, what is due, whom to call, the facts, and what happened.

A view builds these plain pieces; the templates only draw them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.template import Context
from django.utils import timezone

from portal.pages.dates import from_morning, local, short_day_text, waiting_text

from .text import in_groups

# What a record has lived through is shown in full only when somebody asks for it.
LATEST = 12
URGENCIES = ("late", "soon", "")


@dataclass(frozen=True)
class Mark:
    """A word or two about the state of something: `kind` as of a tag."""

    text: object
    kind: str = ""


@dataclass(frozen=True)
class Act:
    """Something to do: a link, or with `post` a button that is sent to `url` with `name` and `value`."""

    label: object
    url: str
    icon: str = ""
    post: bool = False
    name: str = ""
    value: str = ""


@dataclass(frozen=True)
class Awaited:
    """What is due on a record, what to know about it, how urgent ("late", "soon" or ""), since when, what to do."""

    title: object
    text: object = ""
    urgency: str = ""
    since: datetime | None = None
    act: Act | None = None

    @property
    def age(self) -> str:
        """How long it has waited; empty where nobody has said since when."""
        return waiting_text(self.since) if self.since else ""


@dataclass(frozen=True)
class Moment:
    """Something that happened: when, what, more about it, who says so, and where it is told in full.

    `kind` is "bad" for what went wrong, "soft" for what only went on in the books.
    """

    at: date | datetime
    what: object
    detail: object = ""
    who: object = ""
    url: str = ""
    kind: str = ""

    @property
    def iso(self) -> str:
        """The day, for machines."""
        return f"{local(self.at):%Y-%m-%d}"

    @property
    def day(self) -> str:
        """The day, for people: without the year when it is this one."""
        return short_day_text(self.at)


@dataclass(frozen=True)
class Contact:
    """Somebody to call: who it is, the number as it is stored, where they are."""

    who: object
    phone: str = ""
    note: object = ""

    @property
    def dial(self) -> str:
        """The number for `tel:`; empty for what is no number, or could not be read."""
        digits = self.phone.replace("-", "").replace(" ", "")
        return digits if digits.isascii() and digits.isdigit() else ""

    @property
    def shown(self) -> str:
        """The number in groups, as it is read aloud."""
        return in_groups(self.phone) if self.dial else self.phone


@dataclass(frozen=True)
class Line:
    """One line of a card: a name that may lead somewhere, a quiet word beside it, marks, and what to do with it."""

    text: object
    url: str = ""
    note: object = ""
    marks: Sequence[Mark] = ()
    acts: Sequence[Act] = ()


@dataclass(frozen=True)
class Card:
    """One card of facts: pairs without a text are left out, and a card that says nothing is not shown."""

    title: object
    # By what an address leads to it.
    anchor: str = ""
    facts: Sequence[tuple[object, object]] = ()
    contacts: Sequence[Contact] = ()
    lines: Sequence[Line] = ()
    earlier: Sequence[Line] = ()
    earlier_title: object = ""
    note: object = ""
    acts: Sequence[Act] = ()
    # For what is none of these: a template of its own, and what it is given.
    template: str = ""
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def pairs(self) -> list[tuple[object, object]]:
        """The facts that are known."""
        return [(term, text) for term, text in self.facts if text not in (None, "")]

    @property
    def says_something(self) -> bool:
        """Whether there is anything to draw."""
        return bool(
            self.pairs or self.contacts or self.lines or self.earlier or self.note or self.acts or self.template
        )


@dataclass(frozen=True)
class Head:
    """The top of a record: its name, marks, one quiet line, and what to do, the first of `acts` before all others."""

    title: object
    marks: Sequence[Mark] = ()
    line: Sequence[object] = ()
    acts: Sequence[Act] = ()
    more: Sequence[Act] = ()


@dataclass(frozen=True)
class Record:
    """All of it. `main` are the cards that need room: they stand before the others, and above what happened."""

    head: Head
    due: Sequence[Awaited] = ()
    main: Sequence[Card] = ()
    cards: Sequence[Card] = ()
    moments: Sequence[Moment] = ()
    story: object = ""


def record_head(head: Head) -> dict[str, Any]:
    """`{% record_head record.head %}`: name, marks, one line, one primary action, the quiet ones, the rest folded."""
    return {"head": head, "line": [part for part in head.line if part not in (None, "")]}


def record_act(act: Act, kind: str = "") -> dict[str, Any]:
    """`{% record_act act kind="second" %}`: a link that looks like a button, or a button that is sent."""
    return {"act": act, "kind": kind}


def record_due(due: Iterable[Awaited]) -> dict[str, Any]:
    """`{% record_due record.due %}`: what is due, late before soon, each with its age and what to do."""
    return {"due": sorted(due, key=lambda one: URGENCIES.index(one.urgency))}


def record_cards(context: Context, cards: Iterable[Card]) -> dict[str, Any]:
    """`{% record_cards record.cards %}`: the cards that say something."""
    # A form on a card says for whom its page was made (portal.unsaved).
    return {"cards": [card for card in cards if card.says_something], "request": context.get("request")}


def record_story(moments: Iterable[Moment], title: object) -> dict[str, Any]:
    """`{% record_story record.moments record.story %}`: what happened, the latest first, older things folded."""
    told = sorted(moments, key=_moment_of)[::-1]  # of one moment, what was named last stands first
    return {"title": title, "moments": told[:LATEST], "older": told[LATEST:]}


def _moment_of(moment: Moment) -> datetime:
    """A day counts from its first minute."""
    if isinstance(moment.at, datetime):
        return moment.at if timezone.is_aware(moment.at) else timezone.make_aware(moment.at)
    return from_morning(moment.at) or timezone.now()
