"""Two people want what only one can have, at the same moment: one gets it, the other is told, nothing is an error."""

from __future__ import annotations

from random import SystemRandom

import pytest
from django.test import Client
from django.urls import reverse

from activities.enums import Outcome, SessionState
from activities.hours.domain import crediting
from activities.models import HoursEntry, Place
from activities.places.domain.editing import open_place
from activities.places.enums import PlaceRefusal
from activities.sessions.domain import publishing
from activities.sessions.enums import SessionRefusal
from children.ledger.domain.entering import enter
from children.ledger.enums import Category
from children.ledger.models import Child
from home.models import Topic
from portal.accounts.enums import AssignmentReason, Role
from portal.accounts.models import User
from portal.desk.appointing import Person, appoint
from tests.conftest import COUNTY, TOWNSHIP, VILLAGE
from tests.factories import activities
from tests.factories.children import child_facts
from tests.factories.volunteers import make_vetted
from volunteers.application.domain import numbers, vetting
from volunteers.application.enums import VolunteerState
from volunteers.application.models import Volunteer

from .at_once import DONE, at_once

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def two(staff):
    return [staff(Role.COUNTY_OFFICER, COUNTY, f"officer{n}@example.test") for n in range(2)]


def test_two_places_want_one_address_in_the_site(areas, two):
    came = at_once(
        *(lambda by=by: open_place(by=by, area=areas[VILLAGE], slug="same", name="同名", address="路") for by in two),
        meeting_before='INSERT INTO "activities_place"',
    )

    assert sorted(came) == sorted([DONE, PlaceRefusal.SLUG_TAKEN])
    assert Place.objects.unscoped("test").count() == 1


def test_two_children_have_drawn_one_number(areas, two):
    facts = child_facts(areas[VILLAGE], case_number="12345678")
    entering = {"categories": [Category.FAMILY], "needs": []}

    came = at_once(
        *(lambda by=by: enter(facts, by=by, **entering) for by in two), meeting_before='INSERT INTO "children_child"'
    )

    assert came == [DONE, DONE]
    assert Child.objects.unscoped("test").values("case_number").distinct().count() == 2


def test_two_volunteers_have_drawn_one_number(areas, two, monkeypatch):
    waiting = [make_vetted(areas[VILLAGE], VolunteerState.TRAINING) for _n in range(2)]
    coming = [7, 7]
    monkeypatch.setattr(
        numbers.secrets, "randbelow", lambda below: coming.pop() if coming else SystemRandom().randrange(below)
    )

    came = at_once(
        *(lambda row=row, by=by: vetting.approve(row, by=by) for row, by in zip(waiting, two, strict=True)),
        meeting_before='UPDATE "volunteers_volunteer"',
    )

    assert came == [DONE, DONE]
    assert Volunteer.objects.unscoped("test").values("number").distinct().count() == 2


def test_one_address_is_appointed_by_two(areas, two):
    person = Person("new@example.test", "演示甲", phone="13800000077")

    came = at_once(
        *(lambda by=by: appoint(person, Role.VILLAGE_OFFICER, areas[VILLAGE], by=by) for by in two),
        meeting_before='INSERT INTO "accounts_user"',
    )

    assert sorted(came) == sorted([DONE, AssignmentReason.ALREADY])
    assert User.objects.filter(email="new@example.test").count() == 1


def test_hours_that_overlap_are_verified_by_two_and_credited_once(areas, two):
    place, volunteer = activities.make_place(areas[VILLAGE]), activities.make_serving_volunteer(areas[VILLAGE])
    rows = [activities.make_session(place, days=-1, state=SessionState.COMPLETED) for _n in range(2)]
    for row in rows:
        activities.make_duty(row, volunteer, outcome=Outcome.PRESENT)

    came = at_once(
        *(lambda row=row, by=by: crediting.verify_hours(row, by=by) for row, by in zip(rows, two, strict=True)),
        meeting_before='INSERT INTO "activities_hoursentry"',
    )

    assert (came, HoursEntry.objects.unscoped("test").count()) == ([DONE, DONE], 1)


def test_two_sessions_are_published_in_one_room(areas, staff, two):
    place = activities.make_place(areas[VILLAGE])
    room, team = (
        activities.make_room(place),
        [staff(Role.TOWNSHIP_SUPERVISOR, TOWNSHIP, f"t{n}@example.test") for n in range(4)],
    )
    rows = [
        activities.make_session(place, room=room, state=SessionState.DRAFT, staff=tuple(pair), child_capacity=2)
        for pair in (team[:2], team[2:])
    ]
    for row in rows:
        activities.make_duty(row, activities.make_serving_volunteer(areas[VILLAGE]))
        activities.make_duty(row, activities.make_serving_volunteer(areas[VILLAGE]))

    came = at_once(
        *(lambda row=row, by=by: publishing.publish(row, by=by) for row, by in zip(rows, two, strict=True)),
        meeting_before='UPDATE "activities_session"',
    )

    assert sorted(came) == sorted([DONE, SessionRefusal.ROOM_TAKEN])


def test_a_sign_up_that_is_clicked_twice_makes_one_account_and_is_no_error(areas):
    typed = {"email": "new@example.test", "password1": "a good passphrase"}
    answers = []

    at_once(
        *(lambda: answers.append(Client().post(reverse("account_signup"), typed).status_code) for _n in range(2)),
        meeting_before='INSERT INTO "accounts_user"',
    )

    # The second one asks for another mail to the same address within a moment.
    assert (sorted(answers), User.objects.filter(email="new@example.test").count()) == ([302, 429], 1)


def test_where_no_rule_of_ours_can_say_it_the_page_does_and_keeps_what_was_typed(monkeypatch):
    """Wagtail's own forms ask and save by themselves."""

    def view(request):
        Topic.objects.create(slug=request.POST["slug"])

    from activities import urls

    pattern = next(pattern for pattern in urls.urlpatterns if str(pattern.pattern) == "places/")
    monkeypatch.setattr(pattern, "callback", view)

    answer = Client(raise_request_exception=False).post(
        "/places/", {"slug": Topic.objects.first().slug, "name": "演示乙"}
    )

    page = answer.content.decode()
    assert (answer.status_code, 'value="演示乙"' in page, "别人刚刚" in page) == (409, True, True)
