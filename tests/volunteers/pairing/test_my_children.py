"""My children: what a volunteer sees of the children they are paired with, and who sees nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.areas.models import Area
from portal.audit.models import AuditEvent
from tests.conftest import TOWNSHIP, VILLAGE
from tests.factories.children import make_child
from tests.factories.pairings import make_pairing
from tests.factories.volunteers import make_active_volunteer, make_user
from volunteers.application.enums import VettingKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(areas):
    return make_child(areas[VILLAGE], full_name="测试童全名", called_name="小雨", health="哮喘", address="测试路九号")


@pytest.fixture
def volunteer(areas):
    return make_active_volunteer(areas[TOWNSHIP])


def text(answer):
    return answer.content.decode()


def test_my_children_shows_little_and_logs_the_reading(child, volunteer, sign_in):
    make_pairing(child, volunteer)

    page = text(sign_in(volunteer.user).get(reverse("volunteers:my_children")))

    event = AuditEvent.objects.get(action="child.read")
    assert (event.actor, event.target_id) == (volunteer.user, str(child.uuid))
    assert "小雨" in page
    assert child.case_number in page
    for secret in ("测试童全名", "哮喘", "测试路九号", child.guardian_phone, child.guardian_name, child.birth_date):
        assert secret not in page


def test_my_children_names_the_supervisors_area_in_the_language_of_the_page(child, volunteer, supervisor, sign_in):
    Area.objects.filter(code=TOWNSHIP).update(name_en="Shitang Town")
    make_pairing(child, volunteer, supervisor=supervisor)
    browser, path = sign_in(volunteer.user), reverse("volunteers:my_children")

    pages = [text(browser.get(f"{language}{path}")) for language in ("/en", "")]

    assert [("Shitang Town" in page, "石塘镇" in page) for page in pages] == [(True, False), (False, True)]


def test_without_standing_there_is_an_explanation_and_no_data(child, volunteer, sign_in):
    make_pairing(child, volunteer)
    volunteer.vetting.filter(kind=VettingKind.RECORD_CHECK).update(valid_until=timezone.localdate() - timedelta(days=1))

    answer = sign_in(volunteer.user).get(reverse("volunteers:my_children"))

    assert answer.context["denied"] == "check_lapsed"
    assert "小雨" not in text(answer)
    assert child.case_number not in text(answer)
    assert not AuditEvent.objects.filter(action="child.read").exists()


def test_another_volunteer_and_someone_who_is_none_see_nothing(areas, child, volunteer, sign_in, client):
    make_pairing(child, volunteer)
    other = make_active_volunteer(areas[TOWNSHIP])
    address = reverse("volunteers:my_children")

    assert "小雨" not in text(sign_in(other.user).get(address))
    assert sign_in(make_user()).get(address).status_code == 404
    assert client.get(address).status_code == 302


def test_the_card_on_a_volunteers_own_page_counts_and_names_nobody(child, volunteer, sign_in):
    browser, home = sign_in(volunteer.user), reverse("volunteers:start")
    before = browser.get(home, follow=True)
    make_pairing(child, volunteer)

    after = browser.get(home, follow=True)

    address = reverse("volunteers:my_children")
    assert (address in text(before), address in text(after)) == (False, True)
    assert "小雨" not in text(after)
