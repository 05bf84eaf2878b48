"""Each minute of a person is credited once."""

from datetime import timedelta

import pytest

from activities.hours.domain.credited import Spell, net_minutes, pieces, still_free
from activities.hours.domain.queries import hours_of
from tests.factories.activities import at, make_duty, make_hours, make_session


def spell(first: tuple[int, int], last: tuple[int, int]) -> Spell:
    return Spell(at(2, *first), at(2, *last))


def test_whole_minutes_count_and_none_before_the_beginning():
    assert spell((14, 0), (15, 30)).minutes == 90
    assert Spell(at(2), at(2) + timedelta(seconds=119)).minutes == 1
    assert spell((15, 0), (14, 0)).minutes == 0


def test_spells_meet_in_what_both_have():
    early, late = spell((14, 0), (16, 0)), spell((15, 0), (17, 0))

    assert early.meets(late) == late.meets(early) == spell((15, 0), (16, 0))
    assert spell((14, 0), (15, 0)).meets(late).minutes == 0


@pytest.mark.parametrize(
    ("other", "left"),
    [
        (spell((14, 30), (15, 0)), [spell((14, 0), (14, 30)), spell((15, 0), (16, 0))]),
        (spell((13, 0), (15, 0)), [spell((15, 0), (16, 0))]),
        (spell((15, 0), (18, 0)), [spell((14, 0), (15, 0))]),
        (spell((13, 0), (18, 0)), []),
        (spell((16, 0), (18, 0)), [spell((14, 0), (16, 0))]),
    ],
    ids=["in the middle", "at the beginning", "at the end", "all of it", "beside it"],
)
def test_what_is_left_of_a_spell_without_another(other, left):
    assert spell((14, 0), (16, 0)).without(other) == left


@pytest.mark.django_db
def test_what_another_session_credits_is_not_free_here(place, volunteer, county_officer):
    """14 to 16 here, 15 to 17 there: the hour in which they meet belongs to what was credited first."""
    here = make_duty(make_session(place), volunteer)
    there = make_duty(make_session(place, starts=at(2, 15)), volunteer)
    assert (still_free(here), net_minutes(there)) == (120, 0)

    credited = make_hours(there, county_officer)

    assert (still_free(here), net_minutes(there)) == (60, credited.minutes) == (60, 120)
    assert pieces(here, 45) == [spell((14, 0), (14, 45))]
    assert pieces(here, 90) == [spell((14, 0), (15, 0))]
    assert hours_of(volunteer) == [credited]
