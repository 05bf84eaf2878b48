"""What the front page shows of activities: the next sessions, the best homes with their photo, figures."""

import pytest

from home.pages.domain.front_page import PLACES, SESSIONS, Around, around
from tests.conftest import VILLAGE
from tests.factories.activities import make_photo, make_place, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]


def test_the_next_sessions_stand_first_and_no_more_than_five(areas):
    place = make_place(areas[VILLAGE])
    made = {days: make_session(place, days=days) for days in (9, 1, 8, 2, 7, 3)}
    make_session(place, days=-1)
    make_session(place, days=4, state="cancelled", cancel_reason="台风")

    assert around().sessions == [made[days] for days in (1, 2, 3, 7, 8)]
    assert SESSIONS == 5


def test_the_homes_with_most_stars_stand_first_with_their_own_photo(areas):
    made = [make_place(areas[VILLAGE], name=f"之家{stars}", stars=stars) for stars in (1, 2, 3, 4, 5)]
    make_place(areas[VILLAGE], name="不公开", stars=5, listed=False)
    photo = make_photo(made[3])

    near = around().places

    assert [one.place for one in near] == made[:0:-1]
    assert ([one.photo for one in near], PLACES) == ([None, photo, None, None], 4)


@pytest.mark.parametrize(
    ("figures", "shown"), [({"hours": None, "visits": None}, False), ({"hours": None, "visits": 6}, True), ({}, False)]
)
def test_figures_too_small_to_be_shown_are_none(figures, shown):
    assert Around([], [], figures).has_figures is shown
