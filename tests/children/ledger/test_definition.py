"""Who counts as left-behind, to the day."""

from datetime import date

import pytest

from children.ledger.domain.as_rule import LEFT_BEHIND, definition_on
from children.ledger.domain.definition import Situation, not_left_behind_reason
from children.ledger.enums import NotLeftBehind
from portal.ages import age_band, age_on
from portal.eligibility.enums import ParentsAway
from portal.eligibility.rules import Words

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("born", "age"),
    [("2010-11-22", 16), ("2010-11-23", 15), ("2010-11", 15), ("2010-10", 16), ("2010", 15), ("", None), ("⚠", None)],
)
def test_an_age_is_counted_to_the_day_and_never_too_high(born, age):
    assert age_on(born, DAY) == age


@pytest.mark.parametrize(("born", "band"), [("2026-01-01", "0–5"), ("2013-01-01", "6–13"), ("2005-01-01", "18+")])
def test_the_band_of_the_return(born, band):
    assert age_band(born, DAY) == band


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("born", "away", "since", "reason"),
    [
        ("2010-11-23", ParentsAway.BOTH, date(2026, 5, 22), None),
        ("2010-11-22", ParentsAway.BOTH, date(2026, 5, 22), NotLeftBehind.TOO_OLD),
        ("2015-01-01", ParentsAway.ONE, date(2026, 5, 22), None),
        ("2015-01-01", ParentsAway.ONE, date(2026, 5, 23), NotLeftBehind.TOO_SHORT),
        ("2015-01-01", ParentsAway.BOTH, None, NotLeftBehind.SINCE_UNKNOWN),
        ("2015-01-01", ParentsAway.NONE, date(2020, 1, 1), NotLeftBehind.PARENTS_HOME),
    ],
)
def test_the_rule_in_force_decides(born, away, since, reason):
    assert not_left_behind_reason(Situation(born, away, since), on=DAY) == reason


@pytest.mark.django_db
def test_the_public_reads_the_rule_under_its_name():
    (rule,) = definition_on(DAY)

    assert (rule.subject, rule.name) == (LEFT_BEHIND, Words("留守儿童", "Left-behind child"))
