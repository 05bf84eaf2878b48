"""Text as a machine compares it, with the way back to where each character stood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Nothing a reader sees: zero-width spaces and joiners, direction marks, soft hyphens.
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CHINESE_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
_DIGIT_RUN = re.compile(r"[零〇一二三四五六七八九]{11,18}")


@dataclass(frozen=True)
class Plain:
    """`text` is compared; `origin[i]` is where its character i stood in what was written."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of what was written that became text[start:end]."""
        return self.origin[start], self.origin[end - 1] + 1


def plain(written: str) -> Plain:
    """Full-width forms made ordinary, the unseen left out, a long row of Chinese digits as digits."""
    characters: list[str] = []
    origin: list[int] = []
    for position, character in enumerate(written):
        if _UNSEEN.match(character):
            continue
        for ordinary in unicodedata.normalize("NFKC", character):
            characters.append(ordinary)
            origin.append(position)
    text = _DIGIT_RUN.sub(lambda run: run.group().translate(_CHINESE_DIGITS), "".join(characters))
    return Plain(text, tuple(origin))


def sentence_around(text: str, start: int, end: int, most: int = 120) -> tuple[int, int]:
    """Where the sentence with text[start:end] begins and ends, at most `most` characters away on either side."""
    first, last = max(0, start - most), min(len(text), end + most)
    left = max((text.rfind(mark, first, start) for mark in "。!?;\n"), default=-1) + 1
    rights = [found for mark in "。!?;\n" if (found := text.find(mark, end, last)) >= 0]
    return max(left, first), min(rights, default=last)
