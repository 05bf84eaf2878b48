"""The public reads in words how many places are left: whoever counts along must not see one family sign up."""

from __future__ import annotations

import re

import pytest

from activities.enums import PlacesLeft
from portal.accounts.enums import Role
from tests.conftest import COUNTY, VILLAGE
from tests.factories import home as make
from tests.factories.activities import make_place, make_serving_volunteer, make_session

pytestmark = pytest.mark.django_db
# Where the public may meet a session: pages, feeds, search and what is said to machines inside the pages.
PLACES_OF_IT = ["/", "/activities/", "/activities/?view=week", "/activities/?view=month", "/activities/calendar.ics"]
PLACES_OF_IT += ["/search/?q=名额探针", "/search/suggest/?q=名额探针", "/sitemap.xml", "/en/activities/", "/places/"]


@pytest.mark.parametrize(
    ("taken", "word"),
    [(0, PlacesLeft.PLENTY), (6, PlacesLeft.PLENTY), (7, PlacesLeft.FEW), (10, PlacesLeft.FEW), (11, PlacesLeft.NONE)],
)
def test_from_the_settings_number_on_there_are_plenty(areas, client, settings, taken, word):
    settings.TONGXIN_PLENTY_FROM = 5
    session = make_session(make_place(areas[VILLAGE]), child_capacity=11, children_taken=taken)

    assert session.places_left == word
    assert str(word.label) in client.get(session.get_absolute_url()).content.decode()


def shown(client, session) -> list[str]:
    """All that the public sees of it, without what changes by itself."""
    own = [session.get_absolute_url(), f"{session.get_absolute_url()}calendar.ics", session.place.get_absolute_url()]
    pages = [client.get(path).content.decode() for path in PLACES_OF_IT + own]
    return [re.sub(r"DTSTAMP:\S+|LAST-MODIFIED:\S+", "", page) for page in pages]


def test_one_more_child_or_volunteer_is_seen_nowhere(areas, client):
    session = make_session(make_place(areas[VILLAGE]), title="名额探针", child_capacity=30, volunteer_capacity=9)
    make.news("n")
    before = shown(client, session)

    for taken in (1, 2):
        type(session).objects.unscoped("test").filter(pk=session.pk).update(
            children_taken=taken, volunteers_taken=taken
        )
        assert shown(client, session) == before


def test_a_volunteer_reads_that_more_are_wanted_and_not_how_many_come(areas, sign_in):
    session = make_session(make_place(areas[VILLAGE]), volunteer_capacity=9, volunteers_taken=7)
    browser = sign_in(make_serving_volunteer(areas[VILLAGE]).user)

    pages = [browser.get(path).content.decode() for path in (session.get_absolute_url(), "/volunteer/sessions/")]

    assert ["还需要志愿者。" in pages[0], "还要志愿者" in pages[1]] == [True, True]
    assert [number for page in pages for number in re.findall(r"[729] ?[位名个]", page)] == []


def test_staff_see_the_number(areas, sign_in, staff):
    session = make_session(make_place(areas[VILLAGE]), child_capacity=30, children_taken=28)

    page = sign_in(staff(Role.COUNTY_OFFICER, COUNTY)).get(f"/desk/activities/{session.uuid}/").content.decode()

    assert "28/30" in page
