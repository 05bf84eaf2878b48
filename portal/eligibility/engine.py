"""Rules against a family on a day: what fits, what may fit, what nearly fits, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property

from portal.eligibility.enums import ConditionKind, Danger, ParentState

from .family import Family
from .rules import Condition, Rule, Words
from .wording import ASK, explain

# Answers after which the emergency numbers stand above everything else.
ALARMING = frozenset(Danger)


class Verdict(Enum):
    """Whether a condition, or a whole rule, is met."""

    MET = "met"
    UNKNOWN = "unknown"
    NOT_MET = "not_met"


@dataclass(frozen=True)
class Finding:
    """One condition looked at, for a family on a day."""

    condition: Condition
    verdict: Verdict
    family: Family
    day: date

    @cached_property
    def words(self) -> Words:
        """Why it is met or not, or what is to be found out: put together only where it is read."""
        if self.verdict == Verdict.UNKNOWN:
            return ASK[self.condition.kind]
        met = self.verdict == Verdict.MET
        words = self.condition.because if met else self.condition.not_because
        return explain(words, self.condition, self.family, self.day)


@dataclass(frozen=True)
class Outcome:
    """One rule looked at; `come_back_on` is the day from which it fits if nothing else changes."""

    rule: Rule
    verdict: Verdict
    findings: tuple[Finding, ...]
    come_back_on: date | None = None
    until: date | None = None

    @property
    def because(self) -> list[Words]:
        """Why it fits, or the one thing that is missing."""
        return [finding.words for finding in self.findings if finding.verdict == self._told]

    @property
    def to_find_out(self) -> list[Words]:
        """What nobody knew; each thing once."""
        asked = [finding.words for finding in self.findings if finding.verdict == Verdict.UNKNOWN]
        return list(dict.fromkeys(asked))

    @property
    def _told(self) -> Verdict:
        return Verdict.NOT_MET if self.verdict == Verdict.NOT_MET else Verdict.MET


@dataclass(frozen=True)
class Conclusion:
    """All that can be said; the office decides."""

    fitting: tuple[Outcome, ...]
    possible: tuple[Outcome, ...]
    nearly: tuple[Outcome, ...]
    alarming: bool
    # All that were looked at.
    rules: tuple[Rule, ...] = ()

    @property
    def categories(self) -> list[str]:
        """The categories that fit, each once."""
        return list(dict.fromkeys(outcome.rule.audience for outcome in self.fitting))


def conclude(rules: Iterable[Rule], family: Family, *, on: date) -> Conclusion:
    """Look at every rule; there is always a conclusion."""
    rules = tuple(rules)
    outcomes = [judge(rule, family, on=on) for rule in rules]
    return Conclusion(
        fitting=tuple(outcome for outcome in outcomes if outcome.verdict == Verdict.MET),
        possible=tuple(outcome for outcome in outcomes if outcome.verdict == Verdict.UNKNOWN),
        nearly=tuple(outcome for outcome in outcomes if _nearly(outcome, family)),
        alarming=bool(ALARMING & (family.dangers or frozenset())),
        rules=rules,
    )


def judge(rule: Rule, family: Family, *, on: date) -> Outcome:
    """One rule: met when all conditions are, unknown when none fails but some cannot be told."""
    findings = tuple(_look(condition, family, on) for condition in rule.conditions)
    verdicts = {finding.verdict for finding in findings}
    if Verdict.NOT_MET in verdicts or not findings:
        return Outcome(rule, Verdict.NOT_MET, findings, come_back_on=_first_fitting_day(rule, findings, family, on))
    verdict = Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts else Verdict.MET
    return Outcome(rule, verdict, findings, until=_last_birthday(rule, family))


def meets(condition: Condition, family: Family, *, on: date) -> bool | None:
    """Whether the family meets a condition on that day; None when nobody knows."""
    return _TESTS[condition.kind](condition, family, on)


def _look(condition: Condition, family: Family, on: date) -> Finding:
    met = meets(condition, family, on=on)
    verdict = Verdict.UNKNOWN if met is None else Verdict.MET if met else Verdict.NOT_MET
    return Finding(condition, verdict, family, on)


def _missing(outcome_findings: Iterable[Finding]) -> list[Condition]:
    return [finding.condition for finding in outcome_findings if finding.verdict == Verdict.NOT_MET]


def _nearly(outcome: Outcome, family: Family) -> bool:
    """One thing is missing, it does not hurt to say so, and more than the child's age speaks for it."""
    missing = _missing(outcome.findings)
    if outcome.verdict != Verdict.NOT_MET or len(missing) != 1 or not missing[0].worth_telling:
        return False
    works_away = bool(_AT_WORK & set(family.parents))
    speaking = [f for f in outcome.findings if f.verdict == Verdict.MET and f.condition.kind not in _BY_AGE]
    return bool(speaking) or (works_away and missing[0].kind == ConditionKind.PARENTS_AWAY)


def _first_fitting_day(rule: Rule, findings: tuple[Finding, ...], family: Family, on: date) -> date | None:
    """When time alone will bring the one thing that is missing, the day; the rest must still hold then."""
    missing = _missing(findings)
    if len(missing) != 1:
        return None
    day: date | None = None
    if missing[0].kind == ConditionKind.AWAY_FROM:
        day = family.away_for(missing[0].number)
    if missing[0].kind == ConditionKind.AGE_FROM:
        day = family.birthday(missing[0].number)
    return day if day and all(meets(condition, family, on=day) for condition in rule.conditions) else None


def _last_birthday(rule: Rule, family: Family) -> date | None:
    """The birthday with which it ends; only told when the day of birth is known."""
    ages = [condition.number for condition in rule.conditions if condition.kind == ConditionKind.AGE_BELOW]
    return family.birthday(min(ages)) if ages and family.born and len(family.born) == 10 else None


def _age_below(condition: Condition, family: Family, on: date) -> bool | None:
    age = family.age_on(on)
    return None if age is None else age < condition.number


def _age_from(condition: Condition, family: Family, on: date) -> bool | None:
    age = family.age_on(on)
    return None if age is None else age >= condition.number


def _away_from(condition: Condition, family: Family, on: date) -> bool | None:
    months = family.months_away_on(on)
    return None if months is None else months >= condition.number


def _parents_away(condition: Condition, family: Family, on: date) -> bool | None:
    away = family.parents_away(outside_county=condition.outside_county)
    return None if away is None else away in condition.values


def _each_parent(condition: Condition, family: Family, on: date) -> bool | None:
    met = [_is_one_of(state, condition) for state in family.parents]
    if False in met:
        return False
    return None if None in met else True


def _a_parent(condition: Condition, family: Family, on: date) -> bool | None:
    met = [_is_one_of(state, condition) for state in family.parents]
    if True in met:
        return True
    return None if None in met else False


def _is_one_of(state: ParentState | None, condition: Condition) -> bool | None:
    return None if state is None else state in condition.values


def _circumstance(condition: Condition, family: Family, on: date) -> bool | None:
    return None if family.circumstances is None else bool(family.circumstances & condition.values)


def _danger(condition: Condition, family: Family, on: date) -> bool | None:
    return None if family.dangers is None else bool(family.dangers & condition.values)


_BY_AGE = frozenset({ConditionKind.AGE_BELOW, ConditionKind.AGE_FROM})
_AT_WORK = frozenset({ParentState.AWAY, ParentState.NEARBY})
_TESTS: dict[ConditionKind, Callable[[Condition, Family, date], bool | None]] = {
    ConditionKind.AGE_BELOW: _age_below,
    ConditionKind.AGE_FROM: _age_from,
    ConditionKind.AWAY_FROM: _away_from,
    ConditionKind.PARENTS_AWAY: _parents_away,
    ConditionKind.EACH_PARENT: _each_parent,
    ConditionKind.A_PARENT: _a_parent,
    ConditionKind.CIRCUMSTANCE: _circumstance,
    ConditionKind.DANGER: _danger,
}
