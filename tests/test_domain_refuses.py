"""What a form refuses, the rule behind it refuses too: an import and a task call it without the form."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from activities.models import Session
from activities.sessions.domain import editing
from activities.sessions.enums import SessionRefusal
from children.ledger.domain.entering import change, enter
from children.ledger.enums import Category, NotLeftBehind
from children.ledger.models import Child
from portal.accounts.enums import Role
from portal.changes.denied import Denied
from portal.eligibility.enums import ParentsAway
from tests.conftest import COUNTY, OTHER_VILLAGE, VILLAGE
from tests.factories.activities import at, make_place, make_room
from tests.factories.children import child_facts
from tests.factories.volunteers import make_volunteer
from volunteers.application.domain.vetting import invite_to_interview
from volunteers.application.enums import VolunteerRefusal, VolunteerState

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(staff):
    return staff(Role.COUNTY_OFFICER, COUNTY)


def refused(act, *args, **kwargs):
    with pytest.raises(Denied) as caught:
        act(*args, **kwargs)
    return caught.value.reason


PLANS = {
    SessionRefusal.ROOM_ELSEWHERE: lambda place, other: {"room": make_room(other)},
    SessionRefusal.AGES_TURNED: lambda place, other: {"age_from": 12, "age_to": 6},
    SessionRefusal.ENDS_FIRST: lambda place, other: {"starts": at(3), "ends": at(3) - timedelta(hours=1)},
    SessionRefusal.TIME_PASSED: lambda place, other: {"starts": at(-1), "ends": at(-1) + timedelta(hours=1)},
}


@pytest.mark.parametrize("reason", PLANS)
def test_a_session_that_does_not_fit_together(areas, officer, reason):
    place, other = make_place(areas[VILLAGE]), make_place(areas[OTHER_VILLAGE])
    plan = {"place": place, "title": "读书", "starts": at(2), "ends": at(2) + timedelta(hours=1)}
    plan |= {"child_capacity": 10, "volunteer_capacity": 3}
    wrong = PLANS[reason](place, other)
    assert refused(editing.draft, by=officer, **plan | wrong) == reason

    session = editing.draft(by=officer, **plan)
    assert refused(editing.change, session, by=officer, staff=[], **wrong) == reason
    assert Session.objects.unscoped("test").get().starts == plan["starts"]


def test_a_session_that_does_not_fit_what_it_keeps(areas, officer):
    place, other = make_place(areas[VILLAGE]), make_place(areas[OTHER_VILLAGE])
    plan = {"place": place, "room": make_room(place), "age_from": 6, "age_to": 12, "starts": at(2), "ends": at(2, 16)}
    session = editing.draft(by=officer, title="读书", child_capacity=10, volunteer_capacity=3, **plan)

    for reason, wrong in (
        (SessionRefusal.ROOM_ELSEWHERE, {"place": other}),
        (SessionRefusal.AGES_TURNED, {"age_from": 14}),
    ):
        assert refused(editing.change, session, by=officer, staff=[], **wrong) == reason


def test_an_interview_in_the_past(areas, officer):
    volunteer = make_volunteer(areas[VILLAGE], VolunteerState.SCREENING)

    asked = {"by": officer, "at": timezone.now() - timedelta(minutes=1), "place": "县民政局"}
    assert refused(invite_to_interview, volunteer, **asked) == VolunteerRefusal.INTERVIEW_PAST


SITUATIONS = {
    NotLeftBehind.PARENTS_HOME: lambda today: {"parents_away": ParentsAway.NONE},
    NotLeftBehind.SINCE_UNKNOWN: lambda today: {"parents_away": ParentsAway.BOTH, "away_since": None},
    NotLeftBehind.TOO_SHORT: lambda today: {"parents_away": ParentsAway.BOTH, "away_since": today},
    NotLeftBehind.TOO_OLD: lambda today: {
        "parents_away": ParentsAway.BOTH,
        "away_since": today - timedelta(days=400),
        "birth_date": f"{today.year - 17}-01-01",
    },
}


@pytest.mark.parametrize("reason", SITUATIONS)
def test_a_child_that_is_not_left_behind(areas, officer, reason):
    wrong = child_facts(areas[VILLAGE], **SITUATIONS[reason](timezone.localdate()))
    ticked = {"categories": iter([Category.LEFT_BEHIND]), "needs": []}
    assert refused(enter, wrong, by=officer, **ticked) == reason

    child = enter(child_facts(areas[VILLAGE]), by=officer, categories=[Category.FAMILY], needs=[])
    again = {**ticked, "categories": iter([Category.LEFT_BEHIND]), "seen_version": child.version}
    assert refused(change, child, wrong, by=officer, **again) == reason
    assert Child.objects.unscoped("test").get().categories.get().category == Category.FAMILY
