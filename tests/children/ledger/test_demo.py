"""The demo's children: invented, valid, the same each time."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from children.ledger import demo
from children.ledger.enums import Category, ChildState
from children.ledger.models import Child, ChildCategory
from portal.ages import age_on
from portal.privacy import id_number
from tests.conftest import COUNTY, VILLAGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def children(areas):
    demo.load(areas[COUNTY])
    return list(Child.objects.unscoped("test").order_by("pk"))


def test_three_hundred_children_whom_nobody_can_be(children):
    assert len(children) == len({child.full_name for child in children}) == 300
    for child in children:
        assert child.full_name.startswith("测试童·")
        assert re.fullmatch(r"1380000\d{4}", child.guardian_phone)
        assert child.id_number[:6] in {"", "529999"}
        assert not re.search(r"[0-9<>]", child.full_name)


def test_numbers_agree_with_birth_date_and_sex_and_missing_ones_have_a_reason(children):
    missing = [child for child in children if not child.id_number]

    for child in children:
        assert bool(child.id_missing) is not bool(child.id_number)
        assert child.birth_date.startswith(str(child.birth_year))
        if child.id_number:
            parsed = id_number.parse(child.id_number)
            assert (parsed.birth_date.isoformat(), parsed.sex) == (child.birth_date, child.sex)
    assert len(missing) == 12


def test_only_those_who_aged_out_are_grown_up(children):
    today = timezone.localdate()
    grown = {child.state for child in children if (age_on(child.birth_date, today) or 0) >= 18}

    assert grown == {ChildState.AGED_OUT}


def test_there_is_something_to_see_everywhere(children):
    assert {child.state for child in children} >= {ChildState.ACTIVE, ChildState.DRAFT, ChildState.MOVED_OUT}
    assert sum(child.area_path == VILLAGE and child.state == ChildState.ACTIVE for child in children) >= 5
    assert {row.category for row in ChildCategory.objects.all()} == set(Category)


def test_the_demo_is_the_same_each_time(areas, children):
    before = [(child.full_name, child.called_name, child.area_id, child.state) for child in children]
    Child.objects.unscoped("test").delete()

    demo.load(areas[COUNTY])

    again = Child.objects.unscoped("test").order_by("pk")
    assert [(child.full_name, child.called_name, child.area_id, child.state) for child in again] == before
