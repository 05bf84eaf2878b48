"""A masked value is shown with a reason, after a fresh sign-in, and after it is on the record."""

from __future__ import annotations

import time
from urllib.parse import quote

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from portal.accounts.enums import Role
from portal.audit.models import AuditEvent
from portal.audit.reveal import reason_of
from tests.conftest import OTHER_VILLAGE, VILLAGE
from tests.factories.children import make_child

pytestmark = pytest.mark.django_db
NUMBER = "529999201503070011"


@pytest.fixture
def child(areas):
    return make_child(areas[VILLAGE], id_number=NUMBER, health="哮喘")


@pytest.fixture
def address(child):
    return reverse("children:reveal", args=[child.uuid, "id_number"])


@pytest.fixture
def fresh(sign_in):
    """A browser in which this person has just typed the password again."""

    def make(user, at=None):
        browser = sign_in(user)
        session = browser.session
        session["account_authentication_methods"] += [
            {"method": "password", "at": at or time.time(), "reauthenticated": True}
        ]
        session.save()
        return browser

    return make


def reveals():
    return AuditEvent.objects.filter(action="field.revealed")


def test_a_value_is_shown_after_the_reason_is_on_the_record(child, address, village_officer, fresh):
    browser = fresh(village_officer)

    asked, answer = browser.get(address), browser.post(address, {"reason": "办理医保需要"})

    event = reveals().get()
    assert NUMBER not in asked.content.decode()
    assert NUMBER in answer.content.decode()
    assert (event.actor, event.target_id, event.detail["field"]) == (village_officer, str(child.uuid), "id_number")
    assert reason_of(event) == "办理医保需要"
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("reason", ["", "看一下", "    看    "])
def test_a_reason_of_five_characters_is_asked_for(reason, address, village_officer, fresh):
    answer = fresh(village_officer).post(address, {"reason": reason})

    assert list(answer.context["form"].errors) == ["reason"]
    assert NUMBER not in answer.content.decode()
    assert not reveals().exists()


def test_a_fresh_sign_in_is_asked_for(address, village_officer, sign_in, fresh):
    for browser in (sign_in(village_officer), fresh(village_officer, at=time.time() - 3600)):
        answer = browser.get(address)
        assert answer.url == f"{reverse('account_reauthenticate')}?next={quote(address, safe='')}"


def test_a_reason_sent_too_late_is_not_kept_in_the_session(address, village_officer, sign_in):
    browser = sign_in(village_officer)

    answer = browser.post(address, {"reason": "办理医保需要"})

    assert answer.url == f"{reverse('account_reauthenticate')}?next={quote(address, safe='')}"
    assert "医保" not in str([row.get_decoded() for row in Session.objects.all()])
    assert not reveals().exists()


def test_the_record_itself_shows_masks_and_the_way_to_the_value(child, address, village_officer, sign_in):
    page = sign_in(village_officer).get(child.get_absolute_url()).content.decode()

    assert NUMBER not in page
    assert "哮喘" not in page
    assert address in page


@pytest.mark.parametrize("field", ["full_name", "guardian_phone", "nonsense"])
def test_only_masked_fields_are_revealed(field, child, village_officer, fresh):
    answer = fresh(village_officer).post(reverse("children:reveal", args=[child.uuid, field]), {"reason": "需要核对"})

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("role", "code"), [(Role.VILLAGE_OFFICER, OTHER_VILLAGE), (Role.CENTRE_MANAGER, VILLAGE), (Role.AUDITOR, "331125")]
)
def test_outsiders_get_a_404(role, code, address, staff, fresh):
    browser = fresh(staff(role, code))

    assert [browser.get(address).status_code, browser.post(address, {"reason": "需要核对"}).status_code] == [404, 404]
    assert not reveals().exists()
