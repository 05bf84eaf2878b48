"""Whether a session is for a child, by the year of birth."""

import pytest

from activities.models import Session
from activities.seats.domain.fitting import fit_denied_reason, may_be_under
from activities.seats.enums import SeatRefusal
from children.ledger.enums import ChildState
from children.ledger.models import Child
from tests.factories.activities import at

YEAR = at(2).year


def child(age: int, state: str = ChildState.ACTIVE) -> Child:
    """Who completes this age in the session's year."""
    return Child(birth_year=YEAR - age, state=state)


@pytest.mark.parametrize(
    ("age", "reason"),
    [(6, SeatRefusal.WRONG_AGE), (7, None), (12, None), (13, None), (14, SeatRefusal.WRONG_AGE)],
)
def test_a_child_counts_for_both_ages_of_its_year(age, reason):
    assert fit_denied_reason(Session(starts=at(2), age_from=7, age_to=12), child(age)) == reason


@pytest.mark.parametrize(
    ("ages", "fits"),
    [
        ({}, [True, True]),
        ({"age_from": 7}, [False, True]),
        ({"age_to": 6}, [True, False]),
    ],
)
def test_an_open_end_lets_everybody_in(ages, fits):
    reasons = [fit_denied_reason(Session(starts=at(2), **ages), child(age)) for age in (5, 15)]

    assert [reason is None for reason in reasons] == fits


@pytest.mark.parametrize("state", [state for state in ChildState if state != ChildState.ACTIVE])
def test_only_an_active_record_may_be_enrolled(state):
    assert fit_denied_reason(Session(starts=at(2)), child(10, state)) == SeatRefusal.CHILD_NOT_ACTIVE


@pytest.mark.parametrize(("age", "under"), [(7, True), (8, True), (9, False)])
def test_who_may_still_be_seven_may_be_under_eight(age, under):
    """Who is eight this year is seven until the birthday."""
    assert may_be_under(child(age), Session(starts=at(2)), 8) == under
