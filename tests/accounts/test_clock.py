"""One rule for “from today”: what was given is in force, what was ended is over, whatever the clock says afterwards."""

from datetime import timedelta

import pytest
from django.utils import timezone
from freezegun import freeze_time

from portal.accounts.domain.assignments import assign, end_assignment
from portal.accounts.domain.editors import EDITORS, editors_group, sync_editors
from portal.accounts.enums import Capability, Role
from portal.accounts.models import Assignment, User
from portal.desk.tasks import take_effect
from tests.conftest import COUNTY, VILLAGE

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DAY = timedelta(days=1)


@pytest.fixture
def person(areas):
    return User.objects.create_user("new@example.test", "a good passphrase")


def again(user):
    """The person as the next request finds them."""
    return User.objects.get(pk=user.pk)


def waits_until(user, area, role, when):
    """A role that two people gave."""
    now = timezone.now()
    return Assignment.objects.create(
        user=user, role=role, area=area, given_at=now, effective_at=when, since=timezone.localdate(when)
    )


@pytest.mark.parametrize("shift", [-DAY, DAY, -400 * DAY], ids=["a day back", "a day ahead", "a year back"])
def test_a_role_given_today_is_in_force_whatever_the_clock_says_then(person, areas, shift):
    assign(person, Role.VILLAGE_OFFICER, areas[VILLAGE], by=None)

    with freeze_time(timezone.now() + shift):
        assert again(person).can(Capability.SEE_CHILD, areas[VILLAGE].path)


@pytest.mark.parametrize("shift", [-DAY, DAY], ids=["a day back", "a day ahead"])
def test_a_role_given_while_the_clock_was_wrong_is_in_force_when_it_is_right(person, areas, shift):
    with freeze_time(timezone.now() + shift):
        assign(person, Role.VILLAGE_OFFICER, areas[VILLAGE], by=None)

    assert again(person).can(Capability.SEE_CHILD, areas[VILLAGE].path)


@pytest.mark.parametrize("shift", [-DAY, -400 * DAY], ids=["a day back", "a year back"])
def test_a_role_that_was_ended_does_not_come_back_with_the_clock(person, areas, shift):
    held = assign(person, Role.VILLAGE_OFFICER, areas[VILLAGE], by=None)
    end_assignment(held, by=None)

    with freeze_time(timezone.now() + shift):
        assert (again(person).works_here, Assignment.objects.upcoming().count()) == (False, 0)
        held.refresh_from_db()
        assert held.is_over


def test_a_waiting_time_goes_by_the_clock(person, areas):
    waits_until(person, areas[COUNTY], Role.COUNTY_OFFICER, timezone.now() + DAY)

    assert (again(person).works_here, Assignment.objects.upcoming().count()) == (False, 1)
    with freeze_time(timezone.now() + 2 * DAY):
        assert (again(person).works_here, Assignment.objects.upcoming().count()) == (True, 0)


def test_an_editor_appointed_today_keeps_desk_and_admin_together_when_the_clock_goes_back(person, areas, sign_in):
    assign(person, Role.EDITOR, areas[COUNTY], by=None)

    with freeze_time(timezone.now() - DAY):
        browser = sign_in(again(person))
        assert (browser.get("/admin/").status_code, again(person).works_here) == (200, True)


def test_who_waited_as_an_editor_while_the_clock_was_ahead_has_neither_role_nor_admin(person, areas, sign_in):
    waits_until(person, areas[COUNTY], Role.EDITOR, timezone.now() + DAY)
    with freeze_time(timezone.now() + 2 * DAY):
        take_effect()
        assert sign_in(again(person)).get("/admin/").status_code == 200
    browser = sign_in(again(person))

    assert (again(person).works_here, browser.get("/admin/").status_code) == (False, 302)
    assert (sync_editors(), person.groups.count(), sync_editors()) == (1, 0, 0)


def test_membership_without_the_role_opens_nothing(person, sign_in):
    person.groups.add(editors_group())

    assert sign_in(person).get("/admin/").status_code == 302


def test_an_editor_whom_the_list_of_members_lacks_is_put_back(person, areas):
    assign(person, Role.EDITOR, areas[COUNTY], by=None)
    person.groups.clear()

    assert (sync_editors(), list(person.groups.values_list("name", flat=True))) == (1, [EDITORS])
