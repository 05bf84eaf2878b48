"""Counts that stop where nobody reads further, all in one question."""

import pytest

from children.ledger.models import Child
from portal.accounts.enums import Role
from portal.accounts.models import Assignment
from portal.areas.counting import counted
from portal.areas.models import Area
from portal.desk.registry import Due
from portal.pages.figures import MOST, figure
from tests.conftest import LONG_AGO, OTHER_VILLAGE, VILLAGE
from tests.factories.children import make_child

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_each_list_is_counted_as_far_as_that_and_one_further(
    areas, county_officer, village_officer, django_assert_num_queries
):
    for code in (VILLAGE, VILLAGE, VILLAGE, OTHER_VILLAGE):
        make_child(areas[code])
    lists = {
        "county": Child.objects.listed_for(county_officer),
        "village": Child.objects.listed_for(village_officer),
        "drafts": Child.objects.listed_for(county_officer).filter(state="draft"),
        "nothing": Child.objects.listed_for(county_officer).none(),
    }
    with django_assert_num_queries(1):
        assert counted(lists) == {"county": 4, "village": 3, "drafts": 0, "nothing": 0}
    assert counted(lists, most=2) == {"county": 3, "village": 3, "drafts": 0, "nothing": 0}
    assert counted(lists, most=2, beyond=1) == {"county": 4, "village": 3, "drafts": 0, "nothing": 0}


def test_two_areas_are_counted_together(areas, village_officer):
    held = {"role": Role.VILLAGE_OFFICER, "area": Area.objects.get(code=OTHER_VILLAGE), "effective_at": LONG_AGO}
    Assignment.objects.create(user=village_officer, **held)
    for code in (VILLAGE, VILLAGE, OTHER_VILLAGE):
        make_child(areas[code])
    rows = {"": Child.objects.listed_for(village_officer)}

    assert (counted(rows), counted(rows, most=2), counted(rows, most=1)) == ({"": 3}, {"": 3}, {"": 2})


def test_of_nothing_nothing_is_asked(county_officer, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert counted({"nothing": Child.objects.none()}) == {"nothing": 0}


def test_a_figure_says_that_it_was_not_counted_to_its_end():
    assert [figure(0), figure(MOST), figure(MOST + 1), figure(301, 300)] == [0, 1000, "1,000+", "300+"]
    assert Due(301, "", "", most=300).figure == "300+"
