"""Following the strands of the log from their beginning, and what they have seen of one another."""

from __future__ import annotations

import hmac
from collections.abc import Iterator

from .anchors import Anchor
from .models import AuditEvent, AuditHead
from .strands import End, Seen, digest_of, parse_seen

CHUNK = 1000


class Broken(Exception):
    """The log is not as it was written, at this link of this strand."""

    def __init__(self, strand: int, link: int, problem: str) -> None:
        super().__init__(problem)
        self.place, self.problem = f"{strand}.{link}", problem


class Walk:
    """What was found so far: how many events, the end of each strand, and the digests an anchor names."""

    def __init__(self, anchor: Anchor) -> None:
        self.events = 0
        self.ends: list[End] = []
        self._anchor, self._named = anchor, dict(anchor.links)
        self._found: dict[int, str] = {}

    def along(self, head: AuditHead) -> None:
        """Follow one strand up to its head. Raises Broken."""
        link, previous, known = 0, "", Seen()
        for event, seen in _events(head):
            link += 1
            self._check(event, link, previous, seen)
            previous = event.digest
            known |= {end.strand: end.link for end in seen}
        if (link, previous, known) != (head.links, head.digest, _pairs(head, head.links, head.seen)):
            raise Broken(head.pk, link + 1, "is missing at the end, or the head was changed")
        self.ends.append(End(head.pk, link, previous))

    def compare_with_the_anchor(self) -> None:
        """Once all strands were followed. Raises Broken."""
        lengths = {end.strand: end.link for end in self.ends}
        for strand, _link in self._anchor.links:
            if strand not in self._found:
                raise Broken(strand, lengths.get(strand, 0) + 1, "is missing: the anchor names a later one")
        found = [End(strand, link, self._found[strand]) for strand, link in self._anchor.links]
        if not hmac.compare_digest(Anchor.of(found).digest, self._anchor.digest):
            strand, link = self._anchor.links[0]
            other = ", or another one it names is not" if len(found) > 1 else ""
            raise Broken(strand, link, f"is not the one the anchor names{other}: the log was rewritten")

    def _check(self, event: AuditEvent, link: int, previous: str, seen: list[End]) -> None:
        if event.link != link:
            raise Broken(event.strand, link, "is missing")
        if not hmac.compare_digest(event.digest, digest_of(event, previous, seen)):
            _blame(seen)
            raise Broken(event.strand, link, "was changed")
        self.events += 1
        if self._named.get(event.strand) == link:
            self._found[event.strand] = event.digest


def _events(head: AuditHead) -> Iterator[tuple[AuditEvent, list[End]]]:
    """The events of a strand, each with the ends of others that it saw first. Raises Broken."""
    strand = AuditEvent.objects.filter(strand=head.pk, link__lte=head.links).order_by("link")
    last = 0
    while events := list(strand.filter(link__gt=last)[:CHUNK]):
        yield from _with_what_they_saw(events)
        last = events[-1].link


def _with_what_they_saw(events: list[AuditEvent]) -> Iterator[tuple[AuditEvent, list[End]]]:
    seen = {event.link: _pairs(event, event.link, event.seen) for event in events if event.seen}
    digests = _digests({pair for pairs in seen.values() for pair in pairs.items()})
    for event in events:
        ends = []
        for strand, link in sorted(seen.get(event.link, {}).items()):
            if (strand, link) not in digests:
                raise Broken(strand, link, f"is missing: event {event.strand}.{event.link} has seen it")
            ends.append(End(strand, link, digests[strand, link]))
        yield event, ends


def _digests(places: set[tuple[int, int]]) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for strand in {strand for strand, _link in places}:
        links = [link for other, link in places if other == strand]
        rows = AuditEvent.objects.filter(strand=strand, link__in=links).values_list("link", "digest")
        found |= {(strand, link): digest for link, digest in rows}
    return found


def _blame(seen: list[End]) -> None:
    """An event that saw one that was changed since looks changed itself: the other one is named. Raises Broken."""
    for end in seen:
        pair = AuditEvent.objects.filter(strand=end.strand, link__in=[end.link - 1, end.link]).order_by("link")
        *before, event = _with_what_they_saw(list(pair))
        previous = before[0][0].digest if before else ""
        if event[0].digest != digest_of(event[0], previous, event[1]):
            raise Broken(end.strand, end.link, "was changed")


def _pairs(row: AuditHead | AuditEvent, link: int, seen: str) -> Seen:
    """Raises Broken for what nobody here has written."""
    try:
        return parse_seen(seen)
    except ValueError as error:
        strand = row.strand if isinstance(row, AuditEvent) else row.pk
        raise Broken(strand, link, "was changed") from error
