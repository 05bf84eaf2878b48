"""The rules in force on a day: asked in one place by the ledger and by the check, whoever keeps them."""

from datetime import date

import pytest

from children.ledger.domain.definition import Situation, not_left_behind_reason
from children.ledger.enums import NotLeftBehind
from children.ledger.models import LeftBehindRule
from home.eligibility.domain.result import result_of
from portal.changes.rule_versions import VersionState
from portal.eligibility.family import Family
from portal.eligibility.in_force import conclude_on, rules_on

BEFORE, AFTER = date(2026, 11, 22), date(2026, 12, 1)
ANSWERS = {
    "born": "2015-03-07",
    "mother": "away",
    "father": "away",
    "since": "2026-06-15",
    "circumstances": [],
    "dangers": [],
}
pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def twelve_months():
    """From December on a county counts from twelve months."""
    return LeftBehindRule.objects.create(
        version="2026-county",
        effective_from=AFTER,
        under_age=16,
        months_away=12,
        source="府发〔2026〕1号",
        state=VersionState.DECIDED,
    )


def test_the_definition_of_the_ledger_comes_first_then_the_rules_of_the_check():
    rules = rules_on(BEFORE)

    assert rules[0].subject == "left-behind"
    assert rules[0].version == "2016-13"
    assert len({rule.subject for rule in rules}) == len(rules) > 3


def test_each_day_has_its_version(twelve_months):
    assert [rules_on(day)[0].version for day in (BEFORE, AFTER)] == ["2016-13", "2026-county"]


def test_ledger_and_check_say_the_same_of_one_family_before_and_after_a_new_version(twelve_months):
    situation = Situation("2015-03-07", "both", date(2026, 6, 15))
    grown = date(2026, 12, 15)

    assert not_left_behind_reason(situation, on=date(2026, 11, 30)) == NotLeftBehind.TOO_SHORT
    assert not_left_behind_reason(situation, on=grown) == NotLeftBehind.TOO_SHORT
    for day in (date(2026, 11, 30), grown):
        check = result_of(ANSWERS, on=day, language="zh-hans").conclusion
        assert check == conclude_on(day, Family.of(ANSWERS))
        assert check.categories == []


def test_half_a_year_away_is_seen_by_both_on_its_day():
    day = date(2026, 12, 15)
    situation = Situation("2015-03-07", "both", date(2026, 6, 15))

    assert not_left_behind_reason(situation, on=day) is None
    assert result_of(ANSWERS, on=day, language="zh-hans").conclusion.categories == ["left-behind"]
    assert conclude_on(day, Family.of(ANSWERS)).categories == ["left-behind"]


def test_before_the_first_definition_nobody_is_left_behind_by_it():
    assert "left-behind" not in [rule.subject for rule in rules_on(date(2016, 2, 3))]
