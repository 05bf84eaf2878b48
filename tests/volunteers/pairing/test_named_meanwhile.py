"""Two officers name who looks after a pairing at once: nobody who was just named goes unseen."""

import pytest
from django.urls import reverse

from portal.accounts.enums import Role
from tests.activities.sessions.test_changed_meanwhile import as_sent
from tests.conftest import TOWNSHIP, VILLAGE
from tests.factories.children import make_child
from tests.factories.pairings import make_officer, make_pairing
from tests.factories.volunteers import make_active_volunteer
from volunteers.pairing.domain.supervision import name_supervisors
from volunteers.pairing.models import Pairing

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def people(areas):
    return [make_officer(areas[VILLAGE], Role.VILLAGE_OFFICER, name=name) for name in ("督导甲", "督导乙", "督导丙")]


@pytest.fixture
def row(areas, people):
    child, volunteer = make_child(areas[VILLAGE]), make_active_volunteer(areas[TOWNSHIP])
    return make_pairing(child, volunteer, supervisor=people[0], deputy=people[1])


@pytest.fixture
def browser(sign_in, supervisor):
    return sign_in(supervisor)


@pytest.fixture
def page(row):
    return reverse("volunteers:pairing_step", args=[row.uuid, "name"])


def kept():
    row = Pairing.objects.unscoped("test").get()
    return [row.supervisor, row.deputy]


def test_both_versions_are_shown_and_the_other_one_stands_until_one_is_chosen(browser, page, row, people, supervisor):
    mine = as_sent(browser.get(page)) | {"supervisor": str(supervisor.uuid)}
    name_supervisors(row, by=supervisor, supervisor=people[2], deputy=people[1])

    answer = browser.post(page, mine)

    text = answer.content.decode()
    assert (answer.status_code, kept()) == (200, [people[2], people[1]])
    assert "督导丙" in text
    assert answer.context["form"]["supervisor"].value() == str(supervisor.uuid)
    browser.post(page, as_sent(answer) | {"supervisor": str(supervisor.uuid)})
    assert kept() == [supervisor, people[1]]


def test_who_names_another_post_than_the_other_is_not_held_up(browser, page, row, people, supervisor):
    mine = as_sent(browser.get(page)) | {"supervisor": str(people[2].uuid)}
    name_supervisors(row, by=supervisor, supervisor=people[2], deputy=people[1])

    assert browser.post(page, mine).status_code == 302
    assert kept() == [people[2], people[1]]
