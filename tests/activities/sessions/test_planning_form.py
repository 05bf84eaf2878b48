"""The form of a session: one column in groups, the place a person has chosen already."""

from __future__ import annotations

import pytest
from django.urls import reverse

from activities.models import Place
from activities.sessions.domain.editing import primary_place
from activities.sessions.forms.planning import SessionForm
from portal.accounts.enums import Capability
from tests.conftest import VILLAGE
from tests.factories.activities import make_place

pytestmark = pytest.mark.django_db


def chosen(user):
    return primary_place(user, Place.objects.where_can(user, Capability.MANAGE_SESSION))


def test_who_has_one_place_plans_there(areas, village_officer):
    place = make_place(areas[VILLAGE])

    assert chosen(village_officer) == place
    assert SessionForm(None, user=village_officer)["place"].value() == place.pk


def test_who_has_several_chooses(areas, village_officer):
    make_place(areas[VILLAGE])
    make_place(areas[VILLAGE], slug="second")

    assert chosen(village_officer) is None


def test_of_several_the_one_somebody_manages(areas, supervisor):
    make_place(areas[VILLAGE])
    own = make_place(areas[VILLAGE], slug="own")
    own.managers.add(supervisor)

    assert chosen(supervisor) == own


def test_every_field_stands_under_a_heading_once(areas, village_officer, sign_in):
    make_place(areas[VILLAGE])

    page = sign_in(village_officer).get(reverse("activities:desk_session_add")).content.decode()
    form = SessionForm(None, user=village_officer)

    assert page.count('<section class="card form-section">') == len(SessionForm.GROUPS)
    assert {name: page.count(f'name="{name}"') for name in form.fields if name != "staff"} == {
        name: 1 for name in form.fields if name != "staff"
    }
