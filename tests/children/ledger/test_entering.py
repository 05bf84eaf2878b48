"""Entering, changing and confirming a child's record."""

import pytest
from django.db import IntegrityError, transaction

from children.ledger.domain.entering import change, confirm, enter
from children.ledger.enums import Category, ChildRefusal, ChildState
from children.ledger.models import Child
from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from tests.conftest import OTHER_VILLAGE, VILLAGE
from tests.factories.children import child_facts, make_child

pytestmark = pytest.mark.django_db
NUMBER = "529999201503070011"


def put(facts, by, categories=(Category.FAMILY,), needs=("education",)):
    return enter(facts, categories=categories, needs=needs, by=by)


def events(child):
    return list(AuditEvent.objects.filter(target_id=str(child.uuid)).values_list("action", flat=True))


def test_a_new_record_is_a_draft_with_categories_and_needs(areas, village_officer):
    child = put(child_facts(areas[VILLAGE]), village_officer)

    assert (child.state, child.area_path) == (ChildState.DRAFT, VILLAGE)
    assert [row.category for row in child.categories.all()] == [Category.FAMILY]
    assert [row.domain for row in child.needs.all()] == ["education"]
    assert events(child) == ["child.entered"]


def test_a_village_outside_ones_area_is_refused(areas, village_officer):
    with pytest.raises(Denied) as refused:
        put(child_facts(areas[OTHER_VILLAGE]), village_officer)

    assert refused.value.reason == ChildRefusal.NOT_YOURS


@pytest.mark.database
def test_the_same_id_number_is_refused_without_saying_where_it_stands(areas, county_officer):
    put(child_facts(areas[VILLAGE], id_number=NUMBER), county_officer)

    with pytest.raises(Denied) as refused:
        put(child_facts(areas[OTHER_VILLAGE], id_number=NUMBER), county_officer)

    assert refused.value.reason == ChildRefusal.ID_TAKEN
    assert areas[VILLAGE].name not in refused.value.message


@pytest.mark.database
def test_the_database_keeps_an_id_number_unique(areas):
    make_child(areas[VILLAGE], id_number=NUMBER)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_child(areas[OTHER_VILLAGE], id_number=NUMBER)


def test_two_children_of_the_same_name_are_two_children(areas, village_officer):
    first, second = (put(child_facts(areas[VILLAGE], full_name="测试同名"), village_officer) for _ in range(2))

    assert first.case_number != second.case_number


def test_a_change_names_the_fields_and_none_of_their_values(areas, village_officer):
    child = put(child_facts(areas[VILLAGE]), village_officer)
    facts = child_facts(areas[VILLAGE], full_name=child.full_name, called_name=child.called_name, address="测试路2号")

    change(child, facts, categories=[Category.FAMILY], needs=["education"], seen_version=1, by=village_officer)

    assert AuditEvent.objects.get(action="child.changed").detail == {"fields": ["address"]}


def test_the_second_of_two_people_is_refused(areas, village_officer):
    child = put(child_facts(areas[VILLAGE]), village_officer)
    kwargs = {"categories": [Category.FAMILY], "needs": [], "seen_version": 1, "by": village_officer}
    change(child, child_facts(areas[VILLAGE], grade="四年级"), **kwargs)

    with pytest.raises(Denied) as refused:
        change(child, child_facts(areas[VILLAGE], grade="五年级"), **kwargs)

    assert refused.value.reason == ChildRefusal.STALE
    assert Child.objects.unscoped("test").get().grade == "四年级"


def test_a_child_cannot_be_moved_into_an_area_that_is_not_ones_own(areas, village_officer):
    child = put(child_facts(areas[VILLAGE]), village_officer)

    with pytest.raises(Denied) as refused:
        change(
            child,
            child_facts(areas[OTHER_VILLAGE]),
            categories=[Category.FAMILY],
            needs=[],
            seen_version=1,
            by=village_officer,
        )

    assert refused.value.reason == ChildRefusal.NOT_YOURS


def test_a_category_that_no_longer_holds_ends_and_stays_in_history(areas, village_officer):
    child = make_child(areas[VILLAGE])

    change(child, child_facts(areas[VILLAGE]), categories=[Category.OWN], needs=[], seen_version=1, by=village_officer)

    assert {row.category: row.until is None for row in child.categories.all()} == {
        Category.FAMILY: False,
        Category.OWN: True,
    }


def test_a_draft_is_confirmed_once(areas, village_officer):
    child = confirm(put(child_facts(areas[VILLAGE]), village_officer), by=village_officer)

    with pytest.raises(Denied) as refused:
        confirm(child, by=village_officer)

    assert (child.state, refused.value.reason) == (ChildState.ACTIVE, ChildRefusal.NOT_DRAFT)


def test_a_draft_without_a_category_is_not_confirmed(areas, village_officer):
    child = put(child_facts(areas[VILLAGE]), village_officer, categories=())

    with pytest.raises(Denied) as refused:
        confirm(child, by=village_officer)

    assert refused.value.reason == ChildRefusal.NO_CATEGORY
