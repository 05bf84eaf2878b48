"""Trying rules on the county's cases: what they find, and what a version would change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from children.ledger.domain.as_rule import as_definition
from children.ledger.models import LeftBehindRule
from home.models import EligibilityCase, EligibilityRule
from portal.eligibility.engine import conclude
from portal.eligibility.family import Family
from portal.eligibility.in_force import rules_on
from portal.eligibility.rules import Rule

from .loading import as_rule

Version = EligibilityRule | LeftBehindRule


@dataclass(frozen=True)
class Trial:
    """One case under the rules of its day as they are, and with the version that is tried."""

    case: EligibilityCase
    now: list[str]
    then: list[str]

    @property
    def changes(self) -> bool:
        """Whether the version finds something else than the rules that count now."""
        return self.now != self.then

    @property
    def fails(self) -> bool:
        """Whether the version does not find what the case expects."""
        return self.then != self.case.expected


def try_out(version: Version | None = None) -> list[Trial]:
    """All cases, those that change or fail first. With a version: as if it counted on every day of a case."""
    known: dict[date, list[Rule]] = {}
    trials = []
    for case in EligibilityCase.objects.all():
        if case.on not in known:
            known[case.on] = rules_on(case.on)
        rules = known[case.on]
        family = Family.of(case.answers)
        now = _categories(rules, family, case.on)
        then = _categories(with_version(rules, version), family, case.on) if version else now
        trials.append(Trial(case, now, then))
    return sorted(trials, key=lambda trial: (not trial.fails, not trial.changes, trial.case.name))


def with_version(rules: Iterable[Rule], version: Version) -> list[Rule]:
    """The rules, this version in the place of the one of the same rule."""
    tried = as_rule(version) if isinstance(version, EligibilityRule) else as_definition(version)
    return [*(rule for rule in rules if rule.subject != tried.subject), tried]


def _categories(rules: Iterable[Rule], family: Family, on: date) -> list[str]:
    return sorted(conclude(rules, family, on=on).categories)
