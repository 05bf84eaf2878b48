"""What the public finds by its choices."""

import pytest
from django.http import QueryDict

from activities.days.periods import Days
from activities.enums import Action, SessionKind, SessionState
from activities.models import Session
from activities.public.domain.browsing import (
    Filters,
    coming_sessions,
    next_sessions_at,
    next_similar,
    sessions_between,
    tallies,
    townships_with_places,
    within_days,
)
from tests.conftest import OTHER_TOWNSHIP, OTHER_VILLAGE, TOWNSHIP
from tests.factories.activities import at, make_place, make_session


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (f"area={TOWNSHIP}&age=6-9&action=help&kind=tutoring", Filters(TOWNSHIP, "6-9", Action.HELP, "tutoring")),
        ("area=331125&age=6&action=no&kind=no", Filters()),
        ("area=33112510a&age=&action=&kind=", Filters()),
    ],
)
def test_what_is_unknown_counts_as_not_chosen(typed, kept):
    assert Filters.of(QueryDict(typed)) == kept


def test_choices_are_the_end_of_an_address():
    assert (Filters().query(), Filters().any()) == ("", False)
    assert (Filters(area=TOWNSHIP, kind="tutoring").query(), Filters(age="6-9").any()) == (
        f"?area={TOWNSHIP}&kind=tutoring",
        True,
    )


@pytest.mark.django_db
class TestSessions:
    def test_each_choice_leaves_what_fits(self, areas, place):
        other = make_place(areas[OTHER_VILLAGE])
        near = make_session(place, age_from=7, age_to=9)
        far = make_session(other, days=3, age_from=None, age_to=None, kind=SessionKind.CAMP, action=Action.SPIRIT)
        make_session(place, days=-2)
        make_session(place, state=SessionState.DRAFT)

        def found(**chosen):
            return list(coming_sessions(Filters(**chosen)))

        assert found() == [near, far]
        assert (found(area=TOWNSHIP), found(area=OTHER_TOWNSHIP)) == ([near], [far])
        assert (found(age="6-9"), found(age="10-13")) == ([near, far], [far])
        assert (found(kind=SessionKind.CAMP), found(action=Action.HELP)) == ([far], [near])

    def test_a_tally_says_what_a_choice_would_leave_with_the_others_kept(self, areas, place):
        make_session(place, age_from=7, age_to=9)
        make_session(make_place(areas[OTHER_VILLAGE]), age_from=7, age_to=12, kind=SessionKind.CAMP)

        counted = tallies(Session.objects.public(), Filters(area=TOWNSHIP))

        assert counted["area"] == {"": 2, TOWNSHIP: 1, OTHER_TOWNSHIP: 1}
        assert counted["kind"] == {"": 1, SessionKind.TUTORING: 1}
        assert counted["age"] == {"": 1, "6-9": 1}

    def test_a_day_has_the_sessions_of_which_a_part_lies_in_it(self, place):
        session = make_session(place)
        days = [Days(first=at(day).date(), last=at(day).date()) for day in (1, 2, 3)]

        assert [list(Session.objects.public().filter(within_days(one))) for one in days] == [[], [session], []]
        assert list(sessions_between(at(2), at(2, 15), Filters())) == [session]
        assert list(sessions_between(at(1), at(2), Filters())) == []

    def test_similar_ones_at_the_place_stand_before_those_of_the_township(self, areas, place):
        session = make_session(place)
        beside = make_session(make_place(areas["331125106002"]), days=3)
        elsewhere = make_session(make_place(areas[OTHER_VILLAGE]), days=3)
        here = make_session(place, days=9)
        make_session(place, days=4, child_capacity=2, children_taken=2)
        make_session(place, days=4, kind=SessionKind.CAMP)

        assert next_similar(session) == [here, beside, elsewhere]
        assert next_similar(session, limit=1) == [here]

    def test_the_next_ones_at_a_place_without_those_called_off(self, areas, place):
        later, sooner = make_session(place, days=5), make_session(place)
        make_session(place, days=3, state=SessionState.CANCELLED, cancel_reason="停电")
        make_session(make_place(areas[OTHER_VILLAGE]))

        assert list(next_sessions_at(place)) == [sooner, later]
        assert [area.code for area in townships_with_places()] == [OTHER_TOWNSHIP, TOWNSHIP]
