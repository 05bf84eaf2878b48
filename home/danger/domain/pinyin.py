"""Syllables of pinyin, cut out of what was typed without characters."""

from __future__ import annotations

import re

_INITIALS = re.findall(r"\w+", "b p m f d t n l g k h j q x zh ch sh r z c s y w")
_FINALS = re.findall(
    r"\w+",
    "a ai an ang ao e ei en eng er i ia ian iang iao ie in ing iong iu o ong ou u ua uai uan uang ue ui un uo v ve",
)
_ALONE = {"a", "ai", "an", "ang", "ao", "e", "ei", "en", "eng", "er", "o", "ou"}
_LONGEST = 6


def _spelled() -> frozenset[str]:
    """More than the language has, which does no harm: only whole words of ours are looked for."""
    made = {initial + final for initial in _INITIALS for final in _FINALS}
    return frozenset(made | _ALONE)


_SYLLABLES = _spelled()


def syllables(letters: str) -> list[str]:
    """The syllables of one word of plain letters, the longest first; nothing when it is not pinyin."""
    ends: dict[int, int | None] = {len(letters): None}
    for start in range(len(letters) - 1, -1, -1):
        for size in range(min(_LONGEST, len(letters) - start), 0, -1):
            if start + size in ends and letters[start : start + size] in _SYLLABLES:
                ends[start] = start + size
                break
    found, place = [], 0
    while place in ends and (end := ends[place]) is not None:
        found.append(letters[place:end])
        place = end
    return found if place == len(letters) else []


def spelled(text: str) -> str:
    """All of a text in pinyin as ` xiang si `; empty when any word of it is not pinyin."""
    words = re.findall(r"[a-z]+", text)
    cut = [syllables(word) for word in words]
    return f" {' '.join(one for word in cut for one in word)} " if cut and all(cut) else ""
