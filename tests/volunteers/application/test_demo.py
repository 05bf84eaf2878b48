"""The demo's volunteers: every state, nobody real, the same each time."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from portal.accounts.models import User
from portal.areas.models import Area
from tests.conftest import COUNTY
from volunteers.application import demo
from volunteers.application.domain.queries import earlier_applications
from volunteers.application.domain.standing import serve_denied_reason
from volunteers.application.enums import VolunteerState
from volunteers.application.models import Volunteer


@pytest.fixture
def everyone(areas):
    demo.load(areas[COUNTY])
    return list(Volunteer.objects.unscoped("test").select_related("user", "area"))


def test_there_are_eighty_in_every_state_but_draft(everyone):
    assert len(everyone) == 80
    assert {row.state for row in everyone} == set(VolunteerState) - {VolunteerState.DRAFT}


def test_nobody_in_it_is_real(everyone):
    for row in everyone:
        assert row.real_name.startswith("测试·")
        assert row.id_number.startswith("529999")
        assert re.fullmatch(r"1380000\d{4}", row.phone)
        assert re.fullmatch(r"1380000\d{4}", row.referee_phone)


def test_the_demo_volunteer_may_serve_and_can_sign_in(everyone):
    user = User.objects.get(email="volunteer@demo.test")
    volunteer = next(row for row in everyone if row.user == user)

    assert serve_denied_reason(volunteer, on=timezone.localdate()) is None
    assert user.check_password("tongxin-demo-2026")
    assert EmailAddress.objects.get(user=user).verified


def test_the_demo_applicant_waits_to_be_taken_up(everyone):
    row = next(row for row in everyone if row.user.email == "applicant@demo.test")

    assert row.state == VolunteerState.SUBMITTED


def test_one_of_the_new_applications_comes_from_someone_refused_before(everyone):
    again = [row for row in everyone if row.state == VolunteerState.SUBMITTED and earlier_applications(row)]

    assert [[other.state for other in earlier_applications(row)] for row in again] == [["rejected"]]


def test_an_account_made_before_is_used(areas):
    mine = User.objects.create_user("volunteer@demo.test", "another passphrase", display_name="小满")
    demo.load(Area.objects.get(code=COUNTY))

    assert Volunteer.objects.unscoped("test").get(user=mine).state == VolunteerState.ACTIVE
    assert User.objects.get(pk=mine.pk).display_name == "小满"
