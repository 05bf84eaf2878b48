"""What a text must not say before it is published: who a child is, where it lives, how it is reached."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from home.enums.editorial import DoubtKind

from .content_names import Found, birth_dates, home_addresses, names
from .content_numbers import id_numbers, phones
from .plain_text import plain

AROUND = 12
# Text in Chinese or English never needs them; with them 0001 is read as 1000.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True)
class Doubt:
    """One place in a text: `text[start:end]` is `found`, `before` and `after` are what stands around it."""

    kind: DoubtKind
    start: int
    end: int
    found: str
    before: str
    after: str

    @property
    def blocks(self) -> bool:
        """Whether it cannot be published, whoever has checked."""
        return self.kind.blocks

    @property
    def fingerprint(self) -> str:
        """The same for the same words, wherever they stand: what somebody has checked stays checked."""
        return hashlib.sha256(f"{self.kind}:{self.found}".encode()).hexdigest()[:16]


def doubts_in(text: str, *, known_phones: Iterable[str] = ()) -> list[Doubt]:
    """Where `text` may tell which child it is about, in the order of the text; linear in its length.

    `known_phones` are numbers the site shows itself (hotlines, offices), digits only. Full-width digits, spaces and
    invisible characters hide nothing. Minors Protection Law art. 49 and 103; PIPL art. 31.
    """
    seen = plain(text)
    doubts = []
    for start, end, kind in _without_overlap(_found_in(seen.text, frozenset(known_phones)), len(seen.text)):
        left, right = seen.span(start, end)
        around = (text[max(0, left - AROUND) : left], text[right : right + AROUND])
        doubts.append(Doubt(kind, left, right, text[left:right], *around))
    turned = [Doubt(DoubtKind.TURNED, *match.span(), match[0], "", "") for match in _TURNING.finditer(text)]
    return sorted([*doubts, *turned], key=lambda doubt: doubt.start)


def _found_in(text: str, known_phones: frozenset[str]) -> Iterator[Found]:
    yield from id_numbers(text)
    yield from phones(text, known_phones)
    people = sorted(names(text))
    yield from people
    yield from birth_dates(text, people)
    yield from home_addresses(text, people)


def _without_overlap(found: Iterable[Found], length: int) -> list[Found]:
    """In the order of the text; of two that overlap the graver, then the longer."""
    kept: list[Found] = []
    taken = bytearray(length)
    kinds = list(DoubtKind)
    for start, end, kind in sorted(set(found), key=lambda f: (kinds.index(f[2]), f[0] - f[1])):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append((start, end, kind))
    return sorted(kept)
