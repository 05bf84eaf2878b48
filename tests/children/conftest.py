"""A report of concern and two who may handle it."""

import pytest

from portal.accounts.enums import Role
from tests.conftest import COUNTY, VILLAGE
from tests.factories.concerns import make_concern


@pytest.fixture
def first(staff):
    return staff(Role.SAFEGUARDING_OFFICER, COUNTY, "first@example.test")


@pytest.fixture
def second(staff):
    return staff(Role.SAFEGUARDING_OFFICER, COUNTY, "second@example.test")


@pytest.fixture
def concern(areas, first, second):
    return make_concern(areas[VILLAGE])
