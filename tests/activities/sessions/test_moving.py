"""A session that moves to another place takes its seats along."""

import pytest

from activities.models import Duty, Enrolment
from activities.sessions.domain.editing import change
from tests.conftest import OTHER_VILLAGE
from tests.factories.activities import make_duty, make_enrolment, make_place

pytestmark = pytest.mark.django_db


def test_only_the_staff_of_the_new_place_see_who_signed_up(
    areas, session, volunteer, child, county_officer, village_officer
):
    make_duty(session, volunteer)
    make_enrolment(session, child)
    before = [model.objects.visible_to(village_officer).count() for model in (Duty, Enrolment)]

    change(session, by=county_officer, staff=[], place=make_place(areas[OTHER_VILLAGE]))

    after = [model.objects.visible_to(village_officer).count() for model in (Duty, Enrolment)]
    assert (before, after) == ([1, 1], [0, 0])
    session.refresh_from_db()
    assert session.area_path == OTHER_VILLAGE
