"""Which question comes next, and which answers still make sense after one of them was changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from home.eligibility.enums import Question
from portal.eligibility.enums import ParentsAway, ParentState
from portal.eligibility.family import Family

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Terms:
    """What the asking depends on beside the answers."""

    outside_county: bool = True
    asks_area: bool = True


def asked(answers: Answers, terms: Terms) -> list[Question]:
    """The questions for this family, in order."""
    return [question for question in Question if _applies(question, answers, terms)]


def next_question(answers: Answers, terms: Terms) -> Question | None:
    """The first that has no answer yet; None when all have."""
    return next((question for question in asked(answers, terms) if question not in answers), None)


def before(question: Question, answers: Answers, terms: Terms) -> Question | None:
    """The question that came before; None for the first."""
    earlier = [other for other in asked(answers, terms) if list(Question).index(other) < list(Question).index(question)]
    return earlier[-1] if earlier else None


def answered(answers: Answers, question: Question, value: Any, terms: Terms) -> dict[str, Any]:
    """The answers with this one; those that no longer make sense are gone, the others stay."""
    kept = {**answers, question.value: value}
    village = kept.get(Question.VILLAGE, "")
    if question == Question.TOWNSHIP and not (value and village.startswith(value)):
        kept.pop(Question.VILLAGE.value, None)
    still = asked(kept, terms)
    return {name: kept[name] for name in Question.values if name in kept and Question(name) in still}


def _applies(question: Question, answers: Answers, terms: Terms) -> bool:
    if question == Question.SINCE:
        return _is_somebody_away(Family.of(answers), terms)
    if question == Question.TOWNSHIP:
        return terms.asks_area
    if question == Question.VILLAGE:
        return terms.asks_area and bool(answers.get(Question.TOWNSHIP))
    return True


def _is_somebody_away(family: Family, terms: Terms) -> bool:
    counting = {ParentState.AWAY} if terms.outside_county else {ParentState.AWAY, ParentState.NEARBY}
    who = family.parents_away(outside_county=terms.outside_county)
    return bool(counting & set(family.parents)) and who != ParentsAway.NONE
