"""Which of the candidates comes first. The figures are judged by `make bench`; see docs/decisions."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from portal.search import analysis

from .sources import OVER, Candidate
from .wording import Asked, number_of

# How much each sign weighs beside the index's own score, whose best is 1.
INDEX, TITLE, WHOLE_TITLE, CLOSE_TITLE, SUMMARY, NUMBER = 1.0, 2.0, 2.0, 1.0, 0.8, 8.0
# A hit by single pairs of characters is worth so much less than one by all the words.
PAIRS = 0.8
KINDS = {
    "policies": 1.0,
    "guides": 1.0,
    "benefits": 0.9,
    "places": 1.0,
    "activities": 0.95,
    "news": 0.85,
    "pages": 0.85,
}
NO_LONGER, NOT_YET = 0.45, 0.8
# News of a year ago is worth this share of today's.
OLD_NEWS, OLD_AFTER = 0.7, 365


def rank(found: Sequence[Candidate], asked: Asked, today: datetime.date) -> None:
    """Give each candidate its rank; higher is better."""
    best = max((one.score for one in found), default=0.0) or 1.0
    for one in found:
        one.rank = _relevance(one, asked, one.score / best) * _worth(one, asked, today)


def _relevance(one: Candidate, asked: Asked, score: float) -> float:
    title, summary = analysis.canonical(one.title), analysis.canonical(one.summary)
    share = _share(asked, title)
    relevance = INDEX * score + TITLE * share + SUMMARY * _share(asked, summary)
    relevance += CLOSE_TITLE * share * min(1.0, _length(asked.text) / max(_length(title), 1))
    if analysis.canonical(asked.text) == title:
        relevance += WHOLE_TITLE
    if asked.number and number_of(one.number) == asked.number:
        relevance += NUMBER
    return relevance


def _share(asked: Asked, text: str) -> float:
    """How much of what was asked for stands in the text, from 0 to 1."""
    words = sum(any(way in text for way in ways) for ways in asked.segments) / max(len(asked.segments), 1)
    pairs = sum(pair in text for pair in asked.pairs) / max(len(asked.pairs), 1)
    return max(words, PAIRS * pairs)


def _length(text: str) -> int:
    return sum(len(run) for run in analysis.runs(text))


def _worth(one: Candidate, asked: Asked, today: datetime.date) -> float:
    """What lessens it: a policy that no longer holds, old news; not when it was asked for by its number."""
    worth = KINDS.get(one.kind, 1.0)
    if one.status == OVER and not asked.number:
        worth *= NO_LONGER
    elif one.status_label:
        worth *= NOT_YET
    if one.kind == "news" and one.day:
        age = min(max((today - one.day).days, 0) / OLD_AFTER, 1.0)
        worth *= 1 - age * (1 - OLD_NEWS)
    return worth
