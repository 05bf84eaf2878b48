"""Walking the chain of the audit log from its beginning, in constant memory."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from .log import digest_of
from .models import AuditEvent, AuditHead

CHUNK = 1000


@dataclass(frozen=True)
class Anchor:
    """The end of the chain at some moment, as it was written down elsewhere."""

    sequence: int
    digest: str

    def __str__(self) -> str:
        return f"{self.sequence}:{self.digest}"

    @classmethod
    def parse(cls, text: str) -> Anchor:
        """Read `SEQ:DIGEST`. Raises ValueError."""
        sequence, _, digest = text.strip().partition(":")
        if not (sequence.isdecimal() and len(digest) == 64):
            raise ValueError("An anchor is written SEQ:DIGEST, as audit_anchor prints it.")
        return cls(int(sequence), digest.lower())


@dataclass(frozen=True)
class Verification:
    """`broken_at` is the first sequence that is wrong, and `problem` says how; 0 and empty when intact."""

    events: int
    broken_at: int = 0
    problem: str = ""
    anchor: Anchor | None = None

    @property
    def intact(self) -> bool:
        """Whether the whole chain is as it was written."""
        return not self.problem


def current_anchor() -> Anchor:
    """The end of the chain now."""
    head = AuditHead.objects.filter(pk=1).first() or AuditHead()
    return Anchor(head.sequence, head.digest)


def verify(anchor: Anchor | None = None) -> Verification:
    """Compute every digest again, and compare with an anchor kept elsewhere.

    Only the anchor finds a chain that was cut short together with its head.
    """
    end, previous = current_anchor(), ""
    expected = 1
    events = AuditEvent.objects.filter(sequence__lte=end.sequence).order_by("sequence")
    for event in events.iterator(chunk_size=CHUNK):
        problem = _problem(event, expected, previous, anchor)
        if problem:
            return Verification(expected - 1, expected, problem)
        previous, expected = event.digest, expected + 1
    return _end(Anchor(expected - 1, previous), end, anchor)


def _problem(event: AuditEvent, expected: int, previous: str, anchor: Anchor | None) -> str:
    if event.sequence != expected:
        return "is missing"
    if not hmac.compare_digest(event.digest, digest_of(event, previous)):
        return "was changed"
    if anchor and anchor.sequence == expected and not hmac.compare_digest(anchor.digest, event.digest):
        return "is not the one the anchor names: the chain was rewritten"
    return ""


def _end(found: Anchor, end: Anchor, anchor: Anchor | None) -> Verification:
    if found != end:
        return Verification(found.sequence, found.sequence + 1, "is missing at the end, or the head was changed")
    if anchor and anchor.sequence > found.sequence:
        return Verification(found.sequence, found.sequence + 1, "is missing: the anchor names a later one")
    with transaction.atomic():  # nothing is appended while the head is held
        head = AuditHead.objects.select_for_update().filter(pk=1).first() or AuditHead()
        newest = AuditEvent.objects.aggregate(newest=Max("sequence"))["newest"] or 0
    if newest != head.sequence:
        return Verification(found.sequence, head.sequence + 1, "lies beyond the head: the head was rewound")
    return Verification(found.sequence, anchor=found)
