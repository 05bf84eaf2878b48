"""From the rows of a day to the rules the engine reads; left-behind comes from the ledger's own definition."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from children.ledger.domain.definition import rule_on
from children.ledger.enums import ParentsAway
from children.ledger.models import LeftBehindRule
from home.domain.eligibility.giving import named_by
from home.domain.eligibility.rules import Condition, Rule, Words
from home.eligibility_enums import Circumstance, ConditionKind, Danger
from home.models import EligibilityCondition, EligibilityRule

LEFT_BEHIND = "left-behind"


def rules_on(day: date) -> list[Rule]:
    """The version of each rule that counts on `day`: three queries."""
    rows = EligibilityRule.objects.in_effect_on(day).order_by("audience__position", "subject", "-effective_from")
    newest: dict[str, EligibilityRule] = {}
    for row in with_conditions(rows):
        newest.setdefault(row.subject, row)
    return [*definition_on(day), *(as_rule(row) for row in newest.values())]


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


def definition_on(day: date) -> list[Rule]:
    """The definition of left-behind in force; none before the first."""
    try:
        return [as_definition(rule_on(day))]
    except LeftBehindRule.DoesNotExist:
        return []


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


def as_definition(row: LeftBehindRule) -> Rule:
    """The ledger's definition, its numbers and its meaning of away, with the words for the public."""
    who = {ParentsAway.BOTH, ParentsAway.ONE} if row.one_parent_counts else {ParentsAway.BOTH}
    age = Condition(
        ConditionKind.AGE_BELOW,
        because=Words("孩子{age}，不满{number}周岁", "the child is {age}, under {number}"),
        not_because=Words(
            "孩子已经{age}；从{number}岁生日那天起，就不再算留守儿童",
            "the child is {age}; left-behind ends on the birthday on which a child turns {number}",
        ),
        number=row.under_age,
    )
    parents = Condition(
        ConditionKind.PARENTS_AWAY,
        because=Words("{parents}", "{parents}"),
        not_because=_not_away(row),
        values=frozenset(who),
        outside_county=row.outside_county,
    )
    months = Condition(
        ConditionKind.AWAY_FROM,
        because=Words("已经连续在外{months}", "they have been away for {months} without a break"),
        not_because=Words(
            "到今天才连续在外{months}，要满{number}个月才算",
            "they have been away for {months} so far; it counts from {number} months on",
        ),
        number=row.months_away,
    )
    name = Words("留守儿童", "Left-behind child")
    return Rule(LEFT_BEHIND, row.version, name, LEFT_BEHIND, row.source, (age, parents, months))


def _not_away(row: LeftBehindRule) -> Words:
    where = Words("在本县做事不算外出", "work inside the county does not count as being away")
    who = Words("有一方能照顾孩子也不算", "nor does it count while one parent can care for the child")
    if not row.one_parent_counts:
        who = Words("要父母双方都外出才算", "both parents must be away")
    if not row.outside_county:
        return Words(f"{{parents}}；{who.chinese}", f"{{parents}}; {who.english}")
    return Words(f"{{parents}}；{where.chinese}，{who.chinese}", f"{{parents}}; {where.english}, {who.english}")
