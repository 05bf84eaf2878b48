"""The answers so far, in words, each with the address at which it is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from home.eligibility.enums import Question
from home.help.domain.contacts import plain_name
from portal.areas.models import Area
from portal.eligibility.enums import Circumstance, Danger, ParentState
from portal.eligibility.family import UNKNOWN
from portal.pages.languages import is_chinese


def rows(
    answers: dict[str, Any], questions: Iterable[Question], change_url: Callable[[Question], str]
) -> list[dict[str, object]]:
    """For `summary_list`: what was asked and answered, in order; at most one query."""
    areas = _areas(answers)
    given = [(question, _in_words(question, answers[question], areas)) for question in questions if question in answers]
    return [{"key": question.label, "value": words, "change_url": change_url(question)} for question, words in given]


def _areas(answers: dict[str, Any]) -> dict[str, str]:
    codes = [answers[name] for name in (Question.TOWNSHIP, Question.VILLAGE) if answers.get(name)]
    found = Area.objects.filter(code__in=codes) if codes else []
    return {area.code: plain_name(area.local_name) for area in found}


def _in_words(question: Question, answer: Any, areas: dict[str, str]) -> str:
    if answer == UNKNOWN:
        return _("I don't know")
    if question in {Question.BORN, Question.SINCE}:
        return _date(answer)
    if question in {Question.MOTHER, Question.FATHER}:
        return str(ParentState(answer).label)
    if question in {Question.TOWNSHIP, Question.VILLAGE}:
        return areas.get(answer) or _("I would rather not say")
    kind: Any = Circumstance if question == Question.CIRCUMSTANCES else Danger
    return "\n".join(str(kind(code).label) for code in answer) or _("None of these")


def _date(text: str) -> str:
    """2015年3月7日, 2015年3月, 2015年; in English 7/3/2015 would be read in two ways, so the month is a word."""
    year, month, day = [*(int(part) for part in text.split("-")), 0, 0][:3]
    if is_chinese():
        return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
    return " ".join([*([str(day)] if day else []), *([f"{date(year, month, 1):%B}"] if month else []), str(year)])
