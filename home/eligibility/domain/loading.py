"""From the rows of a day to the rules the engine reads; left-behind comes from the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from children.ledger.domain.as_rule import definition_on
from home.models import EligibilityCondition, EligibilityRule
from portal.eligibility.enums import Circumstance, ConditionKind, Danger
from portal.eligibility.giving import named_by
from portal.eligibility.in_force import rules_on
from portal.eligibility.rules import Condition, Rule, Words


def own_rules_on(day: date) -> list[Rule]:
    """The version of each rule of the check that counts on `day`, without the ledger's definition: two queries."""
    rows = EligibilityRule.objects.in_effect_on(day).order_by("audience__position", "subject", "-effective_from")
    newest: dict[str, EligibilityRule] = {}
    for row in with_conditions(rows):
        newest.setdefault(row.subject, row)
    return [as_rule(row) for row in newest.values()]


def results_of_the_check(also: Iterable[str] = ()) -> list[tuple[str, str]]:
    """What a benefit may hang on today, in words, for a form; `also` are words kept although no rule has them now."""
    labels = dict([*Circumstance.choices, *Danger.choices])
    found = [
        (word, f"{rule.name}: {labels[code]}" if code else str(rule.name))
        for word, rule, code in named_by(rules_on(timezone.localdate()))
    ]
    return [*found, *((word, word) for word in also if word not in dict(found))]


def has_rules(day: date) -> bool:
    """Whether any rule counts on `day`: without one the check can say nothing. Two queries at most."""
    return bool(EligibilityRule.objects.in_effect_on(day).exists() or definition_on(day))


def is_away_outside_county(day: date) -> bool:
    """Whether only work outside the county counts as being away on that day: one query."""
    return all(condition.outside_county for rule in definition_on(day) for condition in rule.conditions)


def with_conditions(rows: Iterable[EligibilityRule]) -> list[EligibilityRule]:
    """The rows with what the engine needs of them."""
    conditions = Prefetch("conditions", EligibilityCondition.objects.order_by("sort_order", "pk"))
    return list(rows.select_related("audience").prefetch_related(conditions))  # type: ignore[attr-defined]  # a QuerySet


def as_rule(row: EligibilityRule) -> Rule:
    """One version as the engine reads it."""
    return Rule(
        subject=row.subject,
        version=row.version,
        name=Words(row.name, row.name_en),
        audience=row.audience.slug,
        source=row.source,
        conditions=tuple(_as_condition(condition) for condition in row.conditions.all()),
    )


def _as_condition(row: EligibilityCondition) -> Condition:
    return Condition(
        kind=ConditionKind(row.kind),
        because=Words(row.because, row.because_en),
        not_because=Words(row.not_because, row.not_because_en),
        number=row.number or 0,
        values=frozenset(row.values),
        worth_telling=row.worth_telling,
    )
