"""Every state that waits for a person is on somebody's first screen, with its age; the others say why they are not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.desk.registry import due_for
from tests.conftest import COUNTY, TOWNSHIP, VILLAGE
from tests.factories.children import make_child
from tests.factories.pairings import make_pairing
from tests.factories.volunteers import make_active_volunteer, make_vetted, make_volunteer
from volunteers.application.enums import VolunteerState
from volunteers.pairing.enums import PairingState

# States of the site's own models that wait for nobody who works here, each with the reason.
NOBODY = {
    "volunteers.Volunteer": {
        "draft": "the applicant's own, shown to nobody else",
        "active": "at work; what ends is due by its own date (record check)",
        "ended": "final",
        "rejected": "final",
        "withdrawn": "final",
    },
    "volunteers.Pairing": {
        "active": "runs; who is missing or may not visit is due by itself",
        "ended": "final",
        "declined": "final",
    },
}
WAITS = {
    "volunteers.Volunteer": [state.value for state in VolunteerState if state not in NOBODY["volunteers.Volunteer"]],
    "volunteers.Pairing": [state.value for state in PairingState if state not in NOBODY["volunteers.Pairing"]],
}
# Whose states are walked elsewhere.
ELSEWHERE = {
    "accounts.RoleChange": "tests/accounts: what waits for the second person",
    "activities.Duty": "tests/activities: hours and rota",
    "activities.Enrolment": "tests/activities: the waiting list moves by itself",
    "activities.Session": "tests/activities: what nobody called or closed",
    "children.Child": "tests/children: drafts and ages",
    "children.Concern": "tests/children: what nobody has opened",
    "children.LeftBehindRule": "drafts of editors, on the admin's first page",
    "home.EligibilityRule": "drafts of editors, on the admin's first page",
    "jobs.Job": "the machine's work, shown on its own page",
    "notify.Message": "the machine's work; what failed is due for operators",
}


def models_with_states():
    own = {"home", "activities", "volunteers", "children", "jobs", "notify", "accounts"}
    found = (model for model in apps.get_models() if model._meta.app_label in own)
    return {model._meta.label for model in found if any(field.name == "state" for field in model._meta.fields)}


def test_no_model_with_states_is_forgotten():
    assert models_with_states() == set(WAITS) | set(ELSEWHERE)


@pytest.mark.parametrize("name", sorted(WAITS))
def test_no_state_is_forgotten(name):
    choices = {value for value, _label in apps.get_model(name)._meta.get_field("state").choices}

    assert choices == set(WAITS[name]) | set(NOBODY[name])


@pytest.mark.django_db
@pytest.mark.database
@pytest.mark.parametrize(("name", "state"), [(name, state) for name in sorted(WAITS) for state in WAITS[name]])
def test_what_waits_is_due_with_its_age(name, state, areas, staff):
    since = timezone.now() - timedelta(days=20)
    officer = staff(Role.COUNTY_OFFICER, COUNTY)
    before = {due.url for due in due_for(officer)}
    if name == "volunteers.Pairing":
        row = make_pairing(make_child(areas[VILLAGE]), make_active_volunteer(areas[TOWNSHIP]), state)
    else:
        make = make_vetted if state == "suspended" else make_volunteer
        row = make(areas[TOWNSHIP], state)
    type(row).objects.unscoped("test").filter(pk=row.pk).update(state_changed_at=since)

    found = [due for due in due_for(User.objects.get(pk=officer.pk)) if due.url not in before]

    assert [(due.count, due.since, due.urgency) for due in found if f"={state}" in due.url] == [(1, since, "late")]
    assert all(due.age for due in found if f"={state}" in due.url)
