"""What was in the hands of somebody who has left is due to who can name another, with its age and its list."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from activities.models import Place
from activities.responsible import managers_of, team_of
from portal.accounts.domain.changes import propose
from portal.accounts.enums import Role
from portal.accounts.models import Assignment, StaffIdentity, User
from portal.desk.appointing import proposed_for
from portal.desk.registry import due_for
from tests.conftest import COUNTY, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.factories.activities import make_place, make_session
from tests.factories.children import make_child
from tests.factories.concerns import give, make_concern
from tests.factories.pairings import make_pairing
from tests.factories.volunteers import make_active_volunteer, make_user
from volunteers.application.domain.queries import counties_taking_applications

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WAYS = ["role ended", "account closed", "moved away", "not in force yet"]
NEEDS_A_MANAGER = "要另派负责人"
LEFT_ON = timezone.localdate() - timedelta(days=3)
THAT_MORNING = timezone.make_aware(datetime.combine(LEFT_ON, time()))


@pytest.fixture
def place(areas):
    return make_place(areas[VILLAGE])


@pytest.fixture
def safeguarding(staff):
    return staff(Role.SAFEGUARDING_OFFICER, COUNTY)


def leave(user, how, areas):
    held, now = Assignment.objects.filter(user=user), timezone.now()
    if how == "account closed":
        User.objects.filter(pk=user.pk).update(is_active=False)
    elif how == "moved away":
        held.update(area=areas[OTHER_VILLAGE])
    elif how == "not in force yet":
        held.update(given_at=now, effective_at=now + timedelta(days=1))
    else:
        held.update(since=LEFT_ON, until=LEFT_ON)


def due_at(user, url):
    """What the first screen of this person says of the list at this address."""
    return [due for due in due_for(User.objects.get(pk=user.pk)) if due.url == url]


@pytest.mark.parametrize("how", WAYS)
def test_a_report_whose_handler_has_left(how, areas, staff, safeguarding, county_officer, sign_in):
    concern, url = make_concern(areas[VILLAGE]), f"{reverse('children:concerns')}?show=left"
    handler = staff(Role.COUNTY_OFFICER, COUNTY, "handler@example.test")
    give(concern, handler)
    assert due_at(safeguarding, url) == []

    leave(handler, how, areas)

    assert [(due.count, due.urgency, bool(due.age)) for due in due_at(safeguarding, url)] == [(1, "late", True)]
    assert due_at(county_officer, url) == []
    page = sign_in(safeguarding).get(url).context
    assert list(page["page"]) == [concern]
    assert [chip["count"] for chip in page["chips"] if chip["current"]] == [1]


def test_it_waits_since_the_day_on_which_the_last_of_them_left(areas, staff, safeguarding):
    concern, url = make_concern(areas[VILLAGE]), f"{reverse('children:concerns')}?show=left"
    for number in range(2):
        give(concern, staff(Role.COUNTY_OFFICER, COUNTY, f"handler{number}@example.test"))
    handlers = list(User.objects.filter(email__startswith="handler"))
    leave(handlers[0], "account closed", areas)
    assert due_at(safeguarding, url) == []

    leave(handlers[1], "role ended", areas)

    assert [due.since for due in due_at(safeguarding, url)] == [THAT_MORNING]


@pytest.mark.parametrize("how", WAYS)
def test_a_session_whose_team_has_left(how, areas, place, village_officer, supervisor, sign_in):
    session = make_session(place, staff=(village_officer,))
    url = f"{reverse('activities:desk_sessions')}?state=team_left"
    assert (due_at(supervisor, url), team_of(session)) == ([], [village_officer])

    leave(village_officer, how, areas)

    assert [(due.count, due.urgency, bool(due.age)) for due in due_at(supervisor, url)] == [(1, "late", True)]
    assert sign_in(supervisor).get(url).context["page"].paginator.count == 1


@pytest.mark.parametrize("how", ["role ended", "account closed", "moved away"])
def test_the_roster_names_nobody_who_has_left(how, areas, place, village_officer, supervisor, sign_in):
    session = make_session(place, staff=(village_officer, supervisor))
    leave(village_officer, how, areas)

    page = sign_in(supervisor).get(reverse("activities:desk_roster", args=[session.uuid]))

    assert page.context["staff"] == [supervisor]


@pytest.mark.parametrize("how", WAYS)
def test_a_place_whose_manager_has_left(how, areas, staff, place, supervisor, sign_in):
    manager, other = staff(Role.CENTRE_MANAGER, VILLAGE), make_place(areas[VILLAGE])
    place.managers.add(manager)
    url = f"{reverse('activities:desk_places')}?show=left"
    assert (due_at(supervisor, url), managers_of(place)) == ([], [manager])

    leave(manager, how, areas)

    assert [due.count for due in due_at(supervisor, url)] == [1]
    browser = sign_in(supervisor)
    assert [row.pk for row in browser.get(url).context["places"]] == [place.pk]
    assert {row.pk for row in browser.get(reverse("activities:desk_places")).context["places"]} == {place.pk, other.pk}
    answer = browser.get(reverse("activities:desk_place", args=[place.uuid]))
    assert NEEDS_A_MANAGER in [str(one.title) for one in answer.context["record"].due]
    assert str(manager) not in answer.content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_the_lists_ask_as_much_for_one_as_for_three(many, areas, staff, supervisor, django_assert_num_queries):
    for number in range(many):
        manager = staff(Role.CENTRE_MANAGER, VILLAGE, f"manager{number}@example.test")
        make_place(areas[VILLAGE]).managers.add(manager)
        leave(manager, "role ended", areas)
    found = Place.objects.unscoped("test")
    from activities.places.domain.due import without_managers

    with django_assert_num_queries(1):
        assert len(without_managers(found)) == many


@pytest.mark.parametrize("how", WAYS)
def test_the_list_of_pairings_names_no_supervisor_who_has_left(how, areas, supervisor, sign_in):
    row = make_pairing(make_child(areas[VILLAGE]), make_active_volunteer(areas[TOWNSHIP]))
    browser, url = sign_in(supervisor), reverse("volunteers:pairings")
    assert [one.in_charge for one in browser.get(url).context["page"]] == [str(row.supervisor)]

    leave(row.supervisor, how, areas)

    assert [one.in_charge for one in browser.get(url).context["page"]] == [str(row.deputy)]


def proposed_by(proposer, area):
    person = make_user()
    StaffIdentity.objects.create(user=person, phone=f"1{person.pk:010}")
    return propose(person, Role.TOWNSHIP_SUPERVISOR, area, by=proposer)


@pytest.mark.parametrize("how", WAYS)
def test_a_role_proposed_by_somebody_who_has_left(how, areas, staff, county_officer, sign_in):
    proposer = staff(Role.COUNTY_OFFICER, COUNTY, "proposer@example.test")
    change = proposed_by(proposer, areas[TOWNSHIP])
    url, index = f"{reverse('desk:people')}?role=left", reverse("desk:people")
    assert (due_at(county_officer, url), [due.count for due in due_at(county_officer, index)]) == ([], [1])

    leave(proposer, how, areas)

    found = due_at(county_officer, url)
    assert [(due.count, due.urgency, due.since) for due in found] == [(1, "late", change.proposed_at)]
    assert due_at(county_officer, index) == []
    page = sign_in(county_officer).get(url)
    assert page.context["proposed"] == [change]
    assert "提名人已不在岗：请退回，重新提名" in page.content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_proposals_of_who_has_left_cost_the_same_for_one_and_three(
    many, areas, staff, county_officer, django_assert_num_queries
):
    for number in range(many):
        proposer = staff(Role.COUNTY_OFFICER, COUNTY, f"proposer{number}@example.test")
        proposed_by(proposer, areas[TOWNSHIP])
    county_officer.current_assignments()

    with django_assert_num_queries(2):
        assert len(proposed_for(county_officer)) == many


def test_a_county_whose_vetting_officer_has_left_takes_no_applications(areas, staff):
    officer = staff(Role.COUNTY_OFFICER, COUNTY)
    assert counties_taking_applications() == [areas[COUNTY]]

    leave(officer, "account closed", areas)

    assert counties_taking_applications() == []
