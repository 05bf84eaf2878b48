"""The search finds the amounts that are in force here today."""

import pytest

from home.benefits.domain.search import SOURCE, find
from home.searching.domain.wording import Asked
from tests.conftest import COUNTY, ELSEWHERE
from tests.factories.benefits import standard
from tests.factories.settings import site_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def county(areas):
    site_of(COUNTY)


def found(words, limit=10):
    return find(Asked(words).strict, limit)


def test_an_amount_in_force_is_found_with_what_it_is():
    row = standard(name="寒窗补助", who="在读学生")

    (one,) = found("寒窗补助")

    assert (one.kind, one.obj, one.title, one.area) == ("benefits", row, row.title, COUNTY)
    assert (one.audience, one.text) == (frozenset({"difficulty-guardianship"}), f"{row.words} · 在读学生")


def test_neither_an_old_nor_a_coming_one_nor_one_of_another_county_is():
    standard(name="寒窗补助", since="2020-01-01", until="2020-12-31")
    standard(name="寒窗补助", since="2999-01-01")
    standard(name="寒窗补助", area=ELSEWHERE)

    assert found("寒窗补助") == []


def test_one_of_the_province_is():
    standard(name="寒窗补助", area="33")

    assert [one.area for one in found("寒窗补助")] == ["33"]


def test_it_is_never_offered_for_what_is_only_near():
    assert (SOURCE.near, set(SOURCE.labels), SOURCE.find) == (False, {"benefits"}, find)
