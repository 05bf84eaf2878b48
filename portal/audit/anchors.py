"""The ends of all strands at some moment, as one line to be kept where a database administrator cannot reach it."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass

from .models import AuditHead
from .strands import FIRST, End

logger = logging.getLogger("portal.audit.anchor")
MISTYPED = "An anchor is written STRAND.LINK,STRAND.LINK:DIGEST, as audit_anchor prints it."


@dataclass(frozen=True)
class Anchor:
    """`links` says how long each strand was; `digest` is that of the last event, or covers those of several."""

    links: tuple[tuple[int, int], ...] = ()
    digest: str = ""

    def __str__(self) -> str:
        return f"{','.join(f'{strand}.{link}' for strand, link in self.links)}:{self.digest}" if self.links else "none"

    @classmethod
    def of(cls, ends: list[End]) -> Anchor:
        """The anchor of these ends."""
        ends = sorted(ends, key=lambda end: end.strand)
        return cls(tuple((end.strand, end.link) for end in ends), _together([end.digest for end in ends]))

    @classmethod
    def parse(cls, text: str) -> Anchor:
        """Read `1.5,2.7:DIGEST`, or `5:DIGEST` from the time when there was one strand. Raises ValueError."""
        places, _, digest = text.strip().partition(":")
        links = [_link(place) for place in places.split(",")]
        if len(digest) != 64:
            raise ValueError(MISTYPED)
        return cls(tuple(links), digest.lower())


def current_anchor() -> Anchor:
    """The end of the log now."""
    heads = AuditHead.objects.values_list("pk", "links", "digest")
    return Anchor.of([End(*head) for head in heads])


def write_anchor() -> Anchor:
    """Write the current anchor to the log, which is collected on another machine."""
    anchor = current_anchor()
    logger.warning("audit anchor %s", anchor)  # a warning, so that every logging set-up lets it through
    return anchor


def _together(digests: list[str]) -> str:
    if len(digests) < 2:
        return "".join(digests)
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def _link(place: str) -> tuple[int, int]:
    strand, _, link = place.rpartition(".")
    if not (link.isdecimal() and (strand or str(FIRST)).isdecimal()):
        raise ValueError(MISTYPED)
    return int(strand or FIRST), int(link)
