"""What happened to a policy, day by day: from its own dates and from what other documents do to it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import pgettext

from home.enums.policies import RelationKind
from home.models import PolicyPage

from .shelf import Link


@dataclass(frozen=True)
class Event:
    """One day in the life of a document; `day` None when it is not known yet."""

    day: datetime.date | None
    words: str
    other: PolicyPage | None = None
    parts: str = ""


def timeline(policy: PolicyPage, links: list[Link]) -> list[Event]:
    """The events in order of time; on one day its own come first."""
    own = [
        (policy.issued_on, pgettext("in a timeline", "issued")),
        (policy.in_force_from, pgettext("in a timeline", "comes into force")),
        (policy.in_force_until, pgettext("in a timeline", "last day in force")),
        (policy.repealed_on, pgettext("in a timeline", "repealed")),
    ]
    events = [Event(day, words) for day, words in own if day]
    events += [
        Event(link.day, link.kind.other_side if link.passive else str(link.kind.label), link.other, link.parts)
        for link in links
    ]
    return sorted(events, key=lambda event: event.day or datetime.date.max)


def predecessor(links: list[Link]) -> PolicyPage | None:
    """The document whose place this one takes: the latest one, if there are several."""
    found = [link.other for link in links if link.kind == RelationKind.REPLACES and not link.passive]
    return max(found, key=lambda page: page.in_force_from or datetime.date.min, default=None)


def successor(links: list[Link]) -> PolicyPage | None:
    """The document that takes its place."""
    return next((link.other for link in links if link.kind == RelationKind.REPLACES and link.passive), None)
