"""The demo's month of sessions keeps every rule, with and without children."""

from datetime import timedelta

import pytest
from django.utils import timezone

from activities.adults.domain.counting import adults_denied_reason
from activities.demo import loading
from activities.enums import SessionState
from activities.hours.domain.crediting import total_minutes
from activities.models import Duty, Enrolment, HoursEntry, Place, Session
from activities.public.domain.figures import upcoming_public
from portal.accounts.enums import Role
from portal.areas.models import Area, AreaLevel
from tests.conftest import COUNTY, TOWNSHIP, VILLAGE
from tests.factories.activities import make_active_child, make_serving_volunteer
from tests.factories.volunteers import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(areas, staff):
    """The demo's townships and staff."""
    for place in loading.PLACES:
        known = Area.objects.filter(code=place.township).exists()
        if not known:
            Area.objects.create(code=place.township, name="乡", level=AreaLevel.TOWNSHIP, parent=areas[COUNTY])
    staff(Role.VILLAGE_OFFICER, VILLAGE, "village@demo.test")
    staff(Role.TOWNSHIP_SUPERVISOR, TOWNSHIP, "township@demo.test")
    staff(Role.COUNTY_OFFICER, COUNTY, "county@demo.test")
    staff(Role.SAFEGUARDING_OFFICER, COUNTY, "safeguarding@demo.test")
    staff(Role.CENTRE_MANAGER, VILLAGE, "centre@demo.test")
    return areas[COUNTY]


def everything(model):
    return model.objects.unscoped("the test looks at all of it")


def test_the_month_has_every_state_and_keeps_the_rules(county, areas):
    own = make_serving_volunteer(areas[VILLAGE], make_user("volunteer@demo.test"))
    for _ in range(5):
        make_serving_volunteer(areas[VILLAGE])
    for age in (5, 7, 9, 11, 13):
        make_active_child(areas[VILLAGE], birth_year=timezone.localdate().year - age)

    counted = loading.load(county)

    states = set(everything(Session).values_list("state", flat=True))
    assert states == set(SessionState.values) - {SessionState.IN_PROGRESS}
    assert (counted["places"], counted["sessions"]) == (8, 60)
    assert counted["hours"] == everything(HoursEntry).count() > 10
    assert total_minutes(own) > 300
    assert everything(Duty).filter(volunteer=own, session__starts__gt=timezone.now()).count() >= 1
    open_ones = everything(Session).filter(state=SessionState.PUBLISHED, starts__gt=timezone.now())
    assert [adults_denied_reason(session) for session in open_ones] == [None] * len(open_ones)


def test_what_is_on_fits_the_day_and_the_hours_of_the_place(county):
    loading.load(county)

    odd = []
    for session in everything(Session).select_related("place"):
        starts, ends = timezone.localtime(session.starts), timezone.localtime(session.ends)
        spans = session.place.opening.week[starts.weekday()]
        is_open = any(opens <= f"{starts:%H:%M}" and f"{ends:%H:%M}" <= closes for opens, closes in spans)
        at_school = starts.weekday() < 5 and starts.hour < 16
        if not is_open or at_school or ("周末" in session.title and starts.weekday() < 5):
            odd.append((session.title, session.place.name, starts))
    assert odd == []


def test_without_children_and_volunteers_there_are_still_places_with_room(county):
    loading.load(county)

    soon = [session for session in upcoming_public(20) if session.starts < timezone.now() + timedelta(days=10)]
    assert everything(Enrolment).count() == 0
    assert len([session for session in soon if not session.full]) >= 5
    assert list(Place.objects.public().get(slug="shitang").managers.values_list("email", flat=True)) == [
        "centre@demo.test"
    ]
