"""Who counts as left-behind, by the version of the rule in force on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.ages import age_on, months_between
from portal.changes.rule_versions import VersionState
from portal.eligibility.enums import ParentsAway

from ..enums import NotLeftBehind
from ..models import LeftBehindRule


@dataclass(frozen=True)
class Situation:
    """What the rule looks at."""

    birth_date: str
    parents_away: str
    away_since: date | None


def plant_first_rule(**kwargs: Any) -> None:
    """The definition in force when this was written; a county adds later versions as rows. For `post_migrate`."""
    LeftBehindRule.objects.get_or_create(
        version="2016-13",
        defaults={
            "effective_from": date(2016, 2, 4),
            "under_age": 16,
            "months_away": 6,
            "source": "国发〔2016〕13号",
            "doubt": "“连续外出六个月以上”和“县外才算外出”各地口径不同，请核对本省文件。",
            "state": VersionState.DECIDED,
        },
    )


def rule_on(day: date) -> LeftBehindRule:
    """The version in force. Raises LeftBehindRule.DoesNotExist before the first."""
    rule: LeftBehindRule = LeftBehindRule.objects.in_effect_on(day).latest("effective_from")
    return rule


def not_left_behind_reason(situation: Situation, *, on: date) -> NotLeftBehind | None:
    """Why a child in this situation is not left-behind on that day, or None (State Council document 13 of 2016)."""
    return reason_under(rule_on(on), situation, on=on)


def reason_under(rule: LeftBehindRule, situation: Situation, *, on: date) -> NotLeftBehind | None:
    """The same under one version of the rule."""
    age = age_on(situation.birth_date, on)
    if age is not None and age >= rule.under_age:
        return NotLeftBehind.TOO_OLD
    if situation.parents_away == ParentsAway.NONE:
        return NotLeftBehind.PARENTS_HOME
    if situation.parents_away == ParentsAway.ONE and not rule.one_parent_counts:
        return NotLeftBehind.ONE_PARENT_HOME
    if situation.away_since is None:
        return NotLeftBehind.SINCE_UNKNOWN
    if months_between(situation.away_since, on) < rule.months_away:
        return NotLeftBehind.TOO_SHORT
    return None
