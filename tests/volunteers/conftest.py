"""The cast of the volunteers' tests."""

from __future__ import annotations

import pytest

from portal.accounts.enums import Role
from tests.conftest import ELSEWHERE, TOWNSHIP
from tests.factories.volunteers import make_user


@pytest.fixture
def township(areas):
    return areas[TOWNSHIP]


@pytest.fixture
def applicant(db):
    return make_user("applicant@example.test")


@pytest.fixture
def other_county_officer(staff):
    return staff(Role.COUNTY_OFFICER, ELSEWHERE)
