"""Whether what somebody typed means danger: pure text, nothing asked, nothing kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from home.enums.danger import DangerKind
from portal.search import analysis

from . import pinyin
from .words import ENGLISH, HARMLESS, MISSPELT, PATTERNS, WORDS

LONGEST = 4000  # characters: nobody types more into a search field
_CHARACTERS = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003fffd]")
_NOT_WRITTEN = re.compile("[^a-z0-9\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003fffd]+")
_SPACED_LETTERS = re.compile(r"\b([a-z]) (?=[a-z]\b)")
_ACCENTS = re.compile("[\u0300-\u036f]")
_SEPARATE = "\n"
AddedWords = Mapping[DangerKind, Iterable[str]]


def _entries(kind: DangerKind) -> list[tuple[str, list[str]]]:
    """Each word with its syllables."""
    parts = (entry.split() for line in WORDS[kind].strip().splitlines() for entry in line.split(";"))
    return [(part[0], part[1:]) for part in parts if part]


def _mixed(word: str, sounds: list[str]) -> str:
    """自杀 zi sha: any character as its syllable, the last one as its first letter too."""
    if not sounds:
        return word
    last = len(word) - 1
    signs = [f"(?:{sign}|{sound})" for sign, sound in zip(word[:last], sounds[:last], strict=True)]
    return "".join(signs) + f"(?:{word[last]}|{sounds[last]}(?![a-z])|{sounds[last][0]}(?![a-z0-9]))"


def _one(parts: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(parts))


_WRITTEN = {kind: _one([*(_mixed(*entry) for entry in _entries(kind)), *PATTERNS[kind]]) for kind in DangerKind}
_SOUNDS = {kind: [f" {' '.join(sounds)} " for _word, sounds in _entries(kind) if sounds] for kind in DangerKind}
_ENGLISH = {kind: re.compile(rf"\b(?:{ENGLISH[kind]})") for kind in DangerKind}
_HARMLESS = re.compile(HARMLESS)


def dangers_in(text: str, *, added: AddedWords | None = None) -> list[DangerKind]:
    """The dangers somebody who typed this may be in, the gravest first; `added` are words of this county.

    Both scripts, full-width letters, gaps and signs between characters, pinyin, mixtures and usual mistakes are read.
    """
    folded = _plain(text[:LONGEST])
    spaced = _SPACED_LETTERS.sub(r"\1", " ".join(_NOT_WRITTEN.sub(" ", folded.replace("'", "")).split()))
    written = _HARMLESS.sub(_SEPARATE, _NOT_WRITTEN.sub("", folded))
    heard = "" if _CHARACTERS.search(folded) else pinyin.spelled(spaced)
    return [
        kind
        for kind in DangerKind
        if _is_written(kind, written)
        or any(sound in heard for sound in _SOUNDS[kind])
        or _ENGLISH[kind].search(spaced)
        or _is_misspelt(kind, spaced)
        or any(_holds(written, spaced, word) for word in (added or {}).get(kind, ()))
    ]


def as_looked_for(word: str) -> str:
    """A word in the form in which it is compared: two that agree in it are one."""
    folded = _plain(word)
    return (
        _NOT_WRITTEN.sub("", folded) if _CHARACTERS.search(folded) else " ".join(_NOT_WRITTEN.sub(" ", folded).split())
    )


def _plain(text: str) -> str:
    """Folded, accents gone (zì shā), one kind of apostrophe."""
    decomposed = analysis.fold(text).replace("\u2019", "'").replace("\u2018", "'").replace("\u00b4", "'")
    return _ACCENTS.sub("", unicodedata.normalize("NFD", decomposed))


def _is_written(kind: DangerKind, written: str) -> bool:
    """With at least one character in it: letters alone are read as pinyin or English."""
    found = _WRITTEN[kind].finditer(written)
    return any(_CHARACTERS.search(match[0]) or match[0].endswith(("bxhl", "bxhle", "hbxq", "hbxql")) for match in found)


def _holds(written: str, spaced: str, word: str) -> bool:
    wanted = as_looked_for(word)
    return bool(wanted) and (wanted in written if _CHARACTERS.search(wanted) else f" {wanted} " in f" {spaced} ")


def _is_misspelt(kind: DangerKind, spaced: str) -> bool:
    return any(_nearly(typed, right) for typed in spaced.split() for right in MISSPELT[kind])


def _nearly(typed: str, right: str) -> bool:
    """Whether one letter is missing, too many, another, or changed places with its neighbour."""
    if abs(len(typed) - len(right)) > 1 or typed[:1] != right[:1]:
        return False
    start = next((place for place, (a, b) in enumerate(zip(typed, right, strict=False)) if a != b), None)
    if start is None:
        return True
    rest, wanted = typed[start:], right[start:]
    swapped = len(rest) > 1 and len(wanted) > 1 and rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:]
    return rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:] or swapped
