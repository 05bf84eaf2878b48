"""What a family has said, and the facts the rules look at."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import TextChoices

from portal.ages import age_on, day_after_months, months_between
from portal.eligibility.enums import Circumstance, Danger, ParentsAway, ParentState

UNKNOWN = "unknown"
ABLE = frozenset({ParentState.HOME, ParentState.NEARBY, ParentState.AWAY})
Choice = TypeVar("Choice", bound=TextChoices)


@dataclass(frozen=True)
class Family:
    """The answers, typed; None is what nobody knows or nobody has asked.

    Dates are ISO, cut to what is known; what is unknown counts from its last day, as in the ledger.
    """

    born: str | None = None
    mother: ParentState | None = None
    father: ParentState | None = None
    since: str | None = None
    circumstances: frozenset[Circumstance] | None = None
    dangers: frozenset[Danger] | None = None

    @classmethod
    def of(cls, answers: Mapping[str, Any]) -> Family:
        """From the answers as they travel; what makes no sense counts as not known."""
        return cls(
            born=_a_date(answers.get("born")),
            mother=_one_of(ParentState, answers.get("mother")),
            father=_one_of(ParentState, answers.get("father")),
            since=_a_date(answers.get("since")),
            circumstances=_some_of(Circumstance, answers.get("circumstances")),
            dangers=_some_of(Danger, answers.get("dangers")),
        )

    @property
    def parents(self) -> tuple[ParentState | None, ParentState | None]:
        """Mother and father."""
        return self.mother, self.father

    def age_on(self, day: date) -> int | None:
        """Completed years, never below 0."""
        age = age_on(self.born, day) if self.born else None
        return None if age is None else max(age, 0)

    def months_away_on(self, day: date) -> int | None:
        """Completed months without a break, never below 0."""
        return max(months_between(last_day(self.since), day), 0) if self.since else None

    def parents_away(self, *, outside_county: bool) -> ParentsAway | None:
        """Who is away, in the words of the ledger; work inside the county counts only where the rule says so."""
        away = {ParentState.AWAY} if outside_county else {ParentState.AWAY, ParentState.NEARBY}
        there = [self._kind(state, away) for state in self.parents]
        if "here" in there or there == ["unable", "unable"]:
            return ParentsAway.NONE
        if None in there:
            return None
        return ParentsAway.BOTH if there == ["away", "away"] else ParentsAway.ONE

    @staticmethod
    def _kind(state: ParentState | None, away: set[ParentState]) -> str | None:
        if state is None:
            return None
        if state in away:
            return "away"
        return "here" if state in ABLE else "unable"

    def birthday(self, years: int) -> date | None:
        """The first day on which the child is that old, by the same counting as the age."""
        return day_after_months(last_day(self.born), 12 * years) if self.born else None

    def away_for(self, months: int) -> date | None:
        """The first day on which the parents will have been away for that long."""
        return day_after_months(last_day(self.since), months) if self.since else None


def last_day(text: str) -> date:
    """The last day that an ISO date cut to year or month can mean. Raises ValueError."""
    year, month, day = [*(int(part) for part in text.split("-")), 0, 0][:3]
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _a_date(value: Any) -> str | None:
    if not isinstance(value, str) or value == UNKNOWN:
        return None
    try:
        day = last_day(value)
    except (ValueError, IndexError, OverflowError):
        return None
    return value if 1900 <= day.year <= 2200 else None


def _one_of(choices: type[Choice], value: Any) -> Choice | None:
    return choices(value) if isinstance(value, str) and value in choices.values else None


def _some_of(choices: type[Choice], value: Any) -> frozenset[Choice] | None:
    if not isinstance(value, list | tuple):
        return None
    return frozenset(choices(item) for item in value if isinstance(item, str) and item in choices.values)
