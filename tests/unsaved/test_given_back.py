"""What was typed when the session ended is given back to whoever typed it, unsaved; and to nobody else."""

from __future__ import annotations

import time

import pytest
from django.test import Client
from freezegun import freeze_time

from children.concerns.models import ConcernEntry
from portal.accounts.enums import Role
from portal.accounts.sign_in.sessions import sign_out_everywhere
from portal.audit.models import AuditEvent
from tests.conftest import VILLAGE
from tests.factories import concerns
from tests.factories.accounts import password_only
from tests.factories.children import make_child

from .forms import LONG, come_back, end_session, longest, own, sent_by

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def officer(staff):
    return staff(Role.SAFEGUARDING_OFFICER)


@pytest.fixture
def page(areas) -> str:
    """The form of a note about a report."""
    return f"/desk/concerns/{concerns.make_concern(areas[VILLAGE]).uuid}/note/"


@pytest.fixture
def browser(officer, sign_in) -> Client:
    return sign_in(officer)


def filled_in(browser: Client, page: str, text: str = LONG) -> dict[str, list[str]]:
    """The form as a browser would send it, with a long text in it."""
    sent = sent_by(longest(browser.get(page)))
    return sent | {"text": [text]}


def text_on(browser: Client, page: str) -> str:
    return sent_by(longest(browser.get(page)))["text"][0]


class TestWhoeverTypedIt:
    def test_finds_it_in_the_form_after_signing_in_again(self, browser, page, officer):
        sent = filled_in(browser, page)
        end_session(browser)

        gone = browser.post(page, sent)
        come_back(browser, officer)
        back = browser.get(page)

        assert gone["Location"] == f"/accounts/login/?next={page.replace('/', '%2F')}"
        assert own(sent_by(longest(back))) == own(sent)
        assert "还没有保存" in back.content.decode()

    def test_is_told_when_signing_in_that_it_is_kept(self, browser, page):
        sent = filled_in(browser, page)
        end_session(browser)

        told = browser.post(page, sent, follow=True).content.decode()

        assert "保留一小时" in told
        assert LONG[:10] not in told

    def test_saves_it_by_sending_it_and_then_nothing_is_kept(self, browser, page, officer):
        sent = filled_in(browser, page)
        end_session(browser)
        browser.post(page, sent)
        come_back(browser, officer)
        assert not ConcernEntry.objects.filter(concern__uuid=page.split("/")[3]).exists()

        browser.post(page, sent_by(longest(browser.get(page))))

        assert [entry.text for entry in ConcernEntry.objects.filter(concern__uuid=page.split("/")[3])] == [LONG]
        assert text_on(browser, page) == ""

    def test_throws_it_away(self, browser, page, officer):
        sent = filled_in(browser, page)
        end_session(browser)
        browser.post(page, sent)
        come_back(browser, officer)

        answer = browser.post("/unsaved/", {"page": page})

        assert answer["Location"] == page
        assert text_on(browser, page) == ""

    @pytest.mark.parametrize(
        "page",
        [
            "",
            "nowhere",
            "//evil.example.test/",
            "https://evil.example.test/",
            pytest.param("/a/" * 99_999, id="endless"),
        ],
    )
    def test_is_led_nowhere_by_what_was_never_kept(self, page, browser):
        assert browser.post("/unsaved/", {"page": page})["Location"] == "/accounts/after-login/"

    def test_is_led_to_it_from_another_page(self, browser, page, officer):
        sent = filled_in(browser, page)
        end_session(browser)
        browser.post(page, sent)
        come_back(browser, officer)

        desk = browser.get("/desk/").content.decode()

        assert f'<a href="{page}">' in desk
        assert LONG[:10] not in desk

    def test_finds_nothing_after_an_hour(self, browser, page, officer):
        with freeze_time("2026-11-28 10:00:00") as clock:
            come_back(browser, officer)
            sent = filled_in(browser, page)
            end_session(browser)
            browser.post(page, sent)
            clock.tick(61 * 60)
            come_back(browser, officer)
            assert text_on(browser, page) == ""


class TestWhateverEndsASession:
    def test_half_an_hour_without_work(self, browser, page, officer):
        with freeze_time("2026-11-28 10:00:00") as clock:
            come_back(browser, officer)
            sent = filled_in(browser, page)
            clock.tick(40 * 60)
            gone = browser.post(page, sent, HTTP_REFERER=f"http://testserver{page}", follow=True)
            assert "30 分钟" in gone.content.decode()
            come_back(browser, officer)
            assert text_on(browser, page) == LONG

    def test_signing_out_everywhere(self, browser, page, officer):
        sent = filled_in(browser, page)
        sign_out_everywhere(officer)
        browser.post(page, sent)
        officer.refresh_from_db()
        come_back(browser, officer)
        assert text_on(browser, page) == LONG

    def test_a_browser_that_was_closed(self, browser, page, officer):
        sent = filled_in(browser, page)
        del browser.cookies["sessionid"]
        browser.post(page, sent)
        come_back(browser, officer)
        assert text_on(browser, page) == LONG

    def test_a_key_against_forgery_of_a_former_session(self, officer, page, areas):
        browser = Client(enforce_csrf_checks=True)
        come_back(browser, officer)
        sent = filled_in(browser, page)
        browser.cookies["csrftoken"] = "a" * 32

        answer = browser.post(page, sent)

        assert (answer.status_code, answer["Location"]) == (302, page)
        assert text_on(browser, page) == LONG
        assert not ConcernEntry.objects.filter(concern__uuid=page.split("/")[3]).exists()

    def test_a_second_step_that_is_asked_for(self, browser, page, officer):
        sent = filled_in(browser, page)
        half_way = password_only(officer)

        answer = half_way.post(page, sent)
        come_back(half_way, officer)

        assert answer["Location"] == "/accounts/2fa/"
        assert half_way.get("/accounts/after-login/")["Location"] == page
        assert text_on(half_way, page) == LONG

    def test_a_fresh_sign_in_that_is_asked_for_and_the_reason_is_sent_by_a_person(self, areas, staff, sign_in):
        officer, child = (
            staff(Role.VILLAGE_OFFICER, VILLAGE),
            make_child(areas[VILLAGE], id_number="529999201503070011"),
        )
        page, browser = f"/desk/children/{child.uuid}/reveal/id_number/", sign_in(officer)
        signed_in_afresh(browser)
        sent = sent_by(longest(browser.get(page))) | {"reason": ["办理医保需要"]}
        signed_in_afresh(browser, ago=600)

        browser.post(page, sent)
        signed_in_afresh(browser)
        back = browser.get(page)

        assert own(sent_by(longest(back))) == {"reason": ["办理医保需要"]}
        assert not AuditEvent.objects.filter(action="field.revealed").exists()


def signed_in_afresh(browser: Client, ago: int = 0) -> None:
    """The person has typed the password again, so many seconds ago."""
    session, again = browser.session, {"method": "password", "at": time.time() - ago, "reauthenticated": True}
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}, again]
    session.save()
