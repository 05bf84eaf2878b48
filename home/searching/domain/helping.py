"""What else a reader may have meant, when nothing was found."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from functools import lru_cache

from portal.search import analysis

from .suggesting import Known, known

MOST_MEANT = 3
SHORTEST, LONG = 3, 6  # characters: shorter ones are compared with whole words only; long ones may have two mistakes
ALIKE = 0.75  # of words of letters


def may_be_pinyin(query: str, language: str) -> bool:
    """Whether a Chinese reader typed letters only: the keyboard did not turn them into characters."""
    return language.startswith("zh") and bool(re.fullmatch(r"[a-z']+( [a-z']+)*", query, re.IGNORECASE))


def did_you_mean(query: str, language: str) -> list[str]:
    """Up to three words or parts of titles that differ from the cleaned `query` by a character or two."""
    found = analysis.runs(query)
    if len(found) != 1:
        return []
    typed, readable = found[0], [one for one in known() if one.language == language or one.kind in {"places"}]
    if not analysis.is_ideographic(typed):
        words = dict.fromkeys(run for one in readable for run in _runs(one.text) if not analysis.is_ideographic(run))
        return difflib.get_close_matches(typed, list(words), n=MOST_MEANT, cutoff=ALIKE)
    near = _windows_near(typed, readable)
    return [text for text, _count in near.most_common(MOST_MEANT)]


def _windows_near(typed: str, readable: list[Known]) -> Counter[str]:
    """The parts of the known titles, as long as `typed`, that are nearly it."""
    size = len(typed)
    mistakes = 2 if size >= LONG else 1
    near: Counter[str] = Counter()
    for one in readable:
        for run in _runs(one.text):
            if size < SHORTEST and len(run) != size:
                continue
            for start in range(len(run) - size + 1):
                part = run[start : start + size]
                if sum(map(str.__eq__, part, typed)) >= size - mistakes and part != typed:
                    near[part] += 1
    return near


@lru_cache(maxsize=8192)
def _runs(text: str) -> tuple[str, ...]:
    return tuple(analysis.runs(text))
