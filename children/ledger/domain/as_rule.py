"""The ledger's definition of left-behind as one of the rules about families, with the words for the public."""

from __future__ import annotations

from datetime import date

from children.ledger.domain.definition import rule_on
from children.ledger.models import LeftBehindRule
from portal.eligibility.enums import ConditionKind, ParentsAway
from portal.eligibility.rules import Condition, Rule, Words

LEFT_BEHIND = "left-behind"


def definition_on(day: date) -> list[Rule]:
    """The definition of left-behind in force; none before the first."""
    try:
        return [as_definition(rule_on(day))]
    except LeftBehindRule.DoesNotExist:
        return []


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
