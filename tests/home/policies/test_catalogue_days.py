"""The policy library as it was on a day."""

from datetime import date

import pytest

from tests.factories import home as make
from tests.home.policies.listing import titles

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def documents(planted):
    """The second replaced the first, and is over as well."""
    with planted.unblock():
        first = make.policy("first", in_force_from=date(2018, 1, 1))
        second = make.policy("second", in_force_from=date(2020, 1, 1), in_force_until=date(2021, 6, 30))
        make.relation(second, "replaces", first)


@pytest.mark.parametrize(
    ("day", "slugs"),
    [
        ("2017-12-31", set()),
        ("2018-01-01", {"first"}),
        ("2019-12-31", {"first"}),
        ("2020-01-01", {"second"}),
        ("2021-06-30", {"second"}),
        ("2021-07-01", set()),
    ],
)
def test_in_force_on_a_day_is_a_query(client, day, slugs):
    assert set(titles(client, f"on={day}")) == slugs
