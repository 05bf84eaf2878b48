"""The national rules and the cases that go with them: planted once; what the county has changed stays."""

from __future__ import annotations

import datetime
from dataclasses import asdict
from typing import Any

from home.models import Audience, EligibilityCase, EligibilityCondition, EligibilityRule
from portal.changes.rule_versions import VersionState
from portal.eligibility.enums import Circumstance, Danger, ParentState

from .national import NATIONAL, PlantedRule

_DAY = datetime.date(2026, 11, 22)
_AWAY = {"mother": ParentState.AWAY, "father": ParentState.AWAY}
_CALM: dict[str, Any] = {"circumstances": [], "dangers": []}
LB, FAMILY, OWN, GUARD = "left-behind", "difficulty-family", "difficulty-own", "difficulty-guardianship"
# (name, answers, categories): invented families on 22 November 2026.
CASES: list[tuple[str, dict[str, Any], list[str]]] = [
    ("父母都在县外打工满六个月", _AWAY | {"born": "2015-03-07", "since": "2026-05-22"}, [LB]),
    ("差一天满六个月", _AWAY | {"born": "2015-03-07", "since": "2026-05-23"}, []),
    ("十六岁生日前一天", _AWAY | {"born": "2010-11-23", "since": "2025-02-01"}, [LB]),
    ("十六岁生日当天", _AWAY | {"born": "2010-11-22", "since": "2025-02-01"}, []),
    ("父母都在本县打工", {"born": "2015-03-07", "mother": ParentState.NEARBY, "father": ParentState.NEARBY}, []),
    (
        "一方外出，在家的一方没有能力照顾",
        {"born": "2015-03-07", "mother": ParentState.UNFIT, "father": ParentState.AWAY, "since": "2025-02-01"},
        [LB],
    ),
    (
        "一方外出，在家的一方能照顾",
        {"born": "2015-03-07", "mother": ParentState.HOME, "father": ParentState.AWAY},
        [],
    ),
    ("父母都去世", {"born": "2012-01-01", "mother": ParentState.DEAD, "father": ParentState.DEAD}, [GUARD]),
    (
        "父亲服刑，母亲失联",
        {"born": "2012-01-01", "mother": ParentState.MISSING, "father": ParentState.DETAINED},
        [GUARD],
    ),
    (
        "同时属于几类",
        _AWAY | {"born": "2014-06-01", "since": "2024-02-01"}
        | {"circumstances": [Circumstance.LOW_INCOME, Circumstance.DISABILITY], "dangers": [Danger.ALONE]},
        [LB, FAMILY, GUARD, OWN],
    ),
    (
        "十七岁，有残疾",
        _AWAY | {"born": "2008-11-23", "since": "2024-02-01", "circumstances": [Circumstance.DISABILITY]},
        [OWN],
    ),
    (
        "满十八岁",
        _AWAY | {"born": "2008-11-22", "since": "2024-02-01", "circumstances": [Circumstance.DISABILITY]},
        [],
    ),
]  # fmt: skip


def plant_rules() -> None:
    """Each rule that has no version yet gets its first one; the cases come with the first rule of all."""
    if not EligibilityRule.objects.exists():
        for name, answers, expected in CASES:
            EligibilityCase.objects.get_or_create(
                name=name, defaults={"on": _DAY, "answers": _CALM | answers, "expected": expected}
            )
    planted = set(EligibilityRule.objects.values_list("subject", flat=True))
    for rule in NATIONAL:
        if rule.subject not in planted:
            _plant(rule)


def _plant(planted: PlantedRule) -> None:
    values = {name: getattr(planted, name) for name in planted.__dataclass_fields__}
    conditions = values.pop("conditions")
    values["audience"] = Audience.objects.get(slug=planted.audience)
    rule = EligibilityRule.objects.create(**values, state=VersionState.DECIDED)
    EligibilityCondition.objects.bulk_create(
        EligibilityCondition(rule=rule, sort_order=order, **asdict(condition) | {"values": list(condition.values)})
        for order, condition in enumerate(conditions)
    )
