"""From rows to rules: the version of each that counts on a day, with its conditions in order."""

from datetime import date

import pytest
from django.utils import timezone

from children.ledger.domain.as_rule import definition_on
from home.eligibility.domain.loading import (
    as_rule,
    has_rules,
    is_away_outside_county,
    own_rules_on,
    results_of_the_check,
    with_conditions,
)
from home.models import EligibilityCondition, EligibilityRule
from portal.changes.rule_versions import VersionState
from tests.home.eligibility.test_rules import next_version

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)
BEFORE = date(2000, 1, 1)


def versions(day):
    return {rule.subject: rule.version for rule in own_rules_on(day)}


def test_each_rule_counts_once_in_its_newest_version_of_the_day():
    planted = versions(DAY)
    draft = next_version("orphan")
    assert versions(DAY) == planted

    EligibilityRule.objects.filter(pk=draft.pk).update(state=VersionState.DECIDED, decided_at=timezone.now())

    assert versions(DAY) == planted | {"orphan": "new"}
    assert len(own_rules_on(DAY)) == len(planted)


def test_the_engine_reads_what_the_row_says():
    (row,) = with_conditions(EligibilityRule.objects.filter(subject="orphan"))
    rule = as_rule(row)

    assert (rule.subject, rule.version, rule.name.chinese, rule.audience, rule.source) == (
        *("orphan", row.version, row.name),
        *(row.audience.slug, row.source),
    )
    conditions = EligibilityCondition.objects.filter(rule=row).order_by("sort_order", "pk")
    assert [(one.kind, one.number, one.values, one.worth_telling) for one in rule.conditions] == [
        (one.kind, one.number or 0, frozenset(one.values), one.worth_telling) for one in conditions
    ]


def test_before_any_version_there_is_no_check():
    EligibilityRule.objects.update(effective_from=date(2020, 1, 1))

    assert (own_rules_on(BEFORE), has_rules(DAY), has_rules(BEFORE)) == ([], True, bool(definition_on(BEFORE)))


def test_work_elsewhere_is_that_of_the_definition():
    expected = all(condition.outside_county for rule in definition_on(DAY) for condition in rule.conditions)

    assert is_away_outside_county(DAY) is expected


def test_a_form_offers_each_result_and_keeps_a_word_that_no_rule_has_now():
    found = dict(results_of_the_check(["gone", "orphan"]))

    assert (found["gone"], found["orphan"]) == ("gone", EligibilityRule.objects.get(subject="orphan").name)
    assert set(dict(results_of_the_check())) == set(found) - {"gone"}
    assert set(versions(DAY)) <= set(found)
