"""Who holds a capability here today is asked in one place: in force, with an open account, each person once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.domain.office import in_office
from portal.accounts.enums import Capability, Role
from portal.accounts.models import Assignment, User
from tests.conftest import COUNTY, OTHER_TOWNSHIP, OTHER_VILLAGE, TOWNSHIP, VILLAGE

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def holding(capability=Capability.SEE_CHILD, path=VILLAGE):
    return Assignment.objects.holding(capability).at(path)


def test_the_area_itself_and_all_it_lies_in_count_and_nothing_beside_or_below(staff):
    here, above, widest = (
        staff(Role.VILLAGE_OFFICER, VILLAGE),
        staff(Role.TOWNSHIP_SUPERVISOR, TOWNSHIP),
        staff(Role.COUNTY_OFFICER, COUNTY),
    )
    staff(Role.VILLAGE_OFFICER, OTHER_VILLAGE)

    assert holding().people() == [here, above, widest]
    assert holding(path=TOWNSHIP).people() == [above, widest]
    assert holding(path="").people() == []


@pytest.mark.parametrize("how", ["ended", "closed", "waiting", "elsewhere"])
def test_who_has_left_or_not_begun_holds_nothing(how, staff, areas):
    officer, now = staff(Role.VILLAGE_OFFICER, VILLAGE), timezone.now()
    held = Assignment.objects.filter(user=officer)
    if how == "closed":
        User.objects.filter(pk=officer.pk).update(is_active=False)
    else:
        left = {"until": timezone.localdate()}
        later = {"given_at": now, "effective_at": now + timedelta(hours=1)}
        held.update(**{"ended": left, "waiting": later, "elsewhere": {"area": areas[OTHER_VILLAGE]}}[how])

    assert holding().people() == []


def test_who_holds_it_twice_is_one_person(staff, areas):
    officer = staff(Role.TOWNSHIP_SUPERVISOR, TOWNSHIP)
    Assignment.objects.create(user=officer, role=Role.VILLAGE_OFFICER, area=areas[VILLAGE])

    assert holding().people() == [officer]
    assert holding().nearest() == [officer]


def test_a_role_without_the_capability_does_not_count(staff):
    staff(Role.VILLAGE_OFFICER, VILLAGE)
    county = staff(Role.COUNTY_OFFICER, COUNTY)

    assert holding(Capability.VET_VOLUNTEER).people() == [county]


def test_nearest_is_the_village_else_the_township_else_the_county(staff):
    chain = [
        staff(Role.COUNTY_OFFICER, COUNTY),
        staff(Role.TOWNSHIP_SUPERVISOR, TOWNSHIP),
        staff(Role.VILLAGE_OFFICER, VILLAGE),
    ]
    while chain:
        assert holding().nearest() == [chain[-1]]
        Assignment.objects.filter(user=chain.pop()).update(until=timezone.localdate())
    assert holding().nearest() == []


def test_who_manages_places_is_no_office_of_the_area(staff):
    staff(Role.CENTRE_MANAGER, VILLAGE)
    county = staff(Role.COUNTY_OFFICER, COUNTY)

    assert holding(Capability.MANAGE_SESSION).nearest() == [county]


@pytest.mark.parametrize("many", [1, 3])
def test_it_is_one_query_for_one_and_for_many(many, staff, django_assert_num_queries):
    for number in range(many):
        staff(Role.VILLAGE_OFFICER, VILLAGE, f"officer{number}@example.test")

    with django_assert_num_queries(1):
        assert len(holding().people()) == many
    with django_assert_num_queries(1):
        assert len(holding().nearest()) == many


def test_a_moment_to_come_asks_who_serves_then(staff):
    officer, now = staff(Role.VILLAGE_OFFICER, VILLAGE), timezone.now()
    Assignment.objects.filter(user=officer).update(given_at=now, effective_at=now + timedelta(days=2))

    def serving(days):
        return Assignment.objects.serving_at(now + timedelta(days=days)).allowing(Capability.CALL_ROLL).people()

    assert (serving(1), serving(3)) == ([], [officer])


def test_who_began_it_is_asked_while_in_office_and_else_who_holds_the_office_now(staff):
    began, successor = staff(Role.VILLAGE_OFFICER, VILLAGE), staff(Role.VILLAGE_OFFICER, VILLAGE, "new@example.test")
    supervisor = staff(Role.TOWNSHIP_SUPERVISOR, TOWNSHIP)

    def asked(user, **but):
        fresh = user and User.objects.get(pk=user.pk)
        return in_office(fresh, Capability.SEE_CHILD, VILLAGE, **but)

    assert asked(began) == [began]
    assert asked(began, but=[began.pk, successor.pk]) == [supervisor]
    Assignment.objects.filter(user=began).update(until=timezone.localdate())
    assert asked(began) == [successor]
    assert asked(None) == [successor]
    assert in_office(None, Capability.SEE_CHILD, OTHER_TOWNSHIP) == []
