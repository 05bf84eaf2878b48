"""What the outcomes of the check give: never what another outcome of the same category would."""

from __future__ import annotations

from collections.abc import Iterable

from portal.eligibility.enums import ConditionKind

from .engine import Outcome
from .family import Family
from .rules import Rule

# `orphan` stands for whoever the rule finds, `low-income:extreme_poverty` for those of them who gave this answer.
BETWEEN = ":"
_ALTERNATIVES = {ConditionKind.CIRCUMSTANCE, ConditionKind.DANGER}


def is_given(
    given_with: Iterable[str], audience: str, *, outcome: Outcome, family: Family, rules: Iterable[Rule]
) -> bool:
    """Whether a benefit (what it hangs on, and for whom it is) comes with an outcome for this family.

    One that names nothing comes only with a category that is a single thing: one rule, without alternatives.
    """
    named = list(given_with)
    if not named:
        return outcome.rule.audience == audience and is_single(audience, rules)
    said = {answer.value for answer in (*(family.circumstances or ()), *(family.dangers or ()))}
    said |= {parent.value for parent in family.parents if parent}
    for word in named:
        subject, _between, code = word.partition(BETWEEN)
        if subject == outcome.rule.subject and (not code or code in said):
            return True
    return False


def is_single(audience: str, rules: Iterable[Rule]) -> bool:
    """Whether all children of this category are in it for the same reason."""
    own = [rule for rule in rules if rule.audience == audience]
    return len(own) == 1 and not any(
        condition.kind in _ALTERNATIVES and len(condition.values) > 1 for condition in own[0].conditions
    )


def named_by(rules: Iterable[Rule]) -> list[tuple[str, Rule, str]]:
    """All that a benefit may hang on: each rule, and each answer where a rule takes several. (word, rule, code)."""
    found: list[tuple[str, Rule, str]] = []
    for rule in rules:
        found.append((rule.subject, rule, ""))
        several = [c for c in rule.conditions if c.kind in _ALTERNATIVES and len(c.values) > 1]
        found += [(f"{rule.subject}{BETWEEN}{code}", rule, code) for c in several for code in sorted(c.values)]
    return found
