"""What was typed goes to one account, is sealed, bounded and soon gone; what must not be kept is not."""

from __future__ import annotations

import logging

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from freezegun import freeze_time

from children.ledger.models import Child
from portal.accounts.enums import Role
from portal.accounts.models import Assignment
from portal.unsaved.keeping import AT_MOST, LARGEST, forget_old
from portal.unsaved.models import Unsaved
from tests.conftest import VILLAGE
from tests.factories import concerns
from tests.factories.children import make_child

from .forms import LONG, come_back, end_session, longest, sent_by

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def officer(staff):
    return staff(Role.SAFEGUARDING_OFFICER)


@pytest.fixture
def report(areas):
    return concerns.make_concern(areas[VILLAGE])


@pytest.fixture
def page(report) -> str:
    return f"/desk/concerns/{report.uuid}/note/"


@pytest.fixture
def browser(officer, sign_in) -> Client:
    return sign_in(officer)


def sent_late(browser: Client, page: str, **more: object) -> Client:
    """A text is sent from this page after the session has ended; the browser is given back."""
    sent = sent_by(longest(browser.get(page))) | {"text": [LONG]} | more
    end_session(browser)
    browser.post(page, sent)
    return browser


def is_shown(browser: Client, page: str) -> bool:
    return LONG[:10] in browser.get(page).content.decode()


class TestAnotherAccount:
    def test_at_the_same_computer_sees_nothing_of_it(self, browser, page, officer, staff):
        other = staff(Role.SAFEGUARDING_OFFICER, email="other@example.test")

        sent_late(browser, page)
        come_back(browser, other)

        assert not is_shown(browser, page)
        assert "/note/" not in browser.get("/desk/").content.decode()
        come_back(browser, officer)
        assert is_shown(browser, page)

    def test_that_sends_a_page_made_for_somebody_else_leaves_nothing_for_either(self, browser, page, officer, staff):
        other = staff(Role.SAFEGUARDING_OFFICER, email="other@example.test")
        sent = sent_by(longest(browser.get(page))) | {"text": [LONG]}
        strict = Client(enforce_csrf_checks=True)
        come_back(strict, other)

        answer = strict.post(page, sent)

        assert answer.status_code == 403
        assert not Unsaved.objects.exists()

    def test_whose_session_has_just_ended_leaves_nothing_for_the_one_the_page_was_made_for(self, browser, page, staff):
        sent = sent_by(longest(browser.get(page))) | {"text": [LONG]}
        with freeze_time("2026-11-28 10:00:00") as clock:
            come_back(browser, staff(Role.SAFEGUARDING_OFFICER, email="other@example.test"))
            browser.get(page)
            clock.tick(40 * 60)
            browser.post(page, sent)
        assert not Unsaved.objects.exists()

    def test_that_is_closed_is_kept_nothing_for(self, browser, page, officer):
        sent = sent_by(longest(browser.get(page))) | {"text": [LONG]}
        officer.is_active = False
        officer.save()
        answer = browser.post(page, sent)
        assert answer["Location"].startswith("/accounts/login/")
        assert not Unsaved.objects.exists()


class TestAForm:
    @pytest.mark.parametrize("mark", ["", "v1:k:forged", "好"])
    def test_without_a_mark_of_ours_leaves_nothing(self, mark, browser, page):
        sent_late(browser, page, made_for=[mark])
        assert not Unsaved.objects.exists()

    def test_with_a_mark_that_was_changed_leaves_nothing(self, browser, page):
        sent = sent_by(longest(browser.get(page))) | {"text": [LONG]}
        mark = sent["made_for"][0]
        end_session(browser)
        browser.post(page, sent | {"made_for": [mark[:-6] + ("AAAA" if mark[-6:-2] != "AAAA" else "BBBB") + mark[-2:]]})
        assert not Unsaved.objects.exists()

    def test_of_yesterday_leaves_nothing(self, browser, page):
        with freeze_time("2026-11-27 10:00:00"):
            sent = sent_by(longest(browser.get(page)))
        with freeze_time("2026-11-28 10:00:01"):
            end_session(browser)
            browser.post(page, sent | {"text": [LONG]})
        assert not Unsaved.objects.exists()

    def test_names_the_account_to_nobody(self, browser, page, officer):
        mark = sent_by(longest(browser.get(page)))["made_for"][0]
        assert str(officer.uuid) not in mark
        assert mark != sent_by(longest(browser.get(page)))["made_for"][0]

    def test_for_visitors_has_no_mark(self, client):
        assert "made_for" not in client.get("/report/").content.decode()
        assert "made_for" not in client.get("/accounts/login/").content.decode()

    def test_whose_page_is_closed_to_the_person_by_now_is_dropped(self, browser, page, officer):
        sent_late(browser, page)
        Assignment.objects.filter(user=officer).update(role=Role.EDITOR)
        come_back(browser, officer)

        assert browser.get(page).status_code == 404
        assert not Unsaved.objects.exists()

    def test_that_somebody_else_has_overtaken_is_still_refused(self, areas, staff, sign_in):
        officer, child = staff(Role.VILLAGE_OFFICER, VILLAGE), make_child(areas[VILLAGE])
        page, browser = f"/desk/children/{child.uuid}/edit/", sign_in(officer)
        sent = sent_by(longest(browser.get(page))) | {"school": ["新的学校"]}
        end_session(browser)
        browser.post(page, sent)
        Child.objects.unscoped("a test").filter(pk=child.pk).update(version=child.version + 1)

        come_back(browser, officer)
        again = sent_by(longest(browser.get(page)))
        answer = browser.post(page, again)

        assert (again["school"], again["version"]) == (["新的学校"], sent["version"])
        assert answer.status_code == 200
        child.refresh_from_db()
        assert child.school != "新的学校"


class TestWhatIsKept:
    def test_can_be_read_nowhere(self, browser, page, caplog):
        caplog.set_level(logging.DEBUG)
        sent_late(browser, page)

        row = Unsaved.objects.values().get()
        assert "肚子疼" not in str(row)
        assert "concerns" not in str(row)
        assert "肚子疼" not in str([session.get_decoded() for session in Session.objects.all()]) + str(browser.cookies)
        assert "肚子疼" not in caplog.text

    def test_holds_no_password_no_code_and_no_file(self, browser, page, officer):
        file = SimpleUploadedFile("photo.png", b"picture")
        sent_late(browser, page, password=["p"], code=["1234 5678"], client_secret=["s"], photo=file)
        come_back(browser, officer)

        assert {"p", "1234 5678", "s"} & set(str(Unsaved.objects.get().words).split('"')) == set()
        assert "文件没有保留" in browser.get(page).content.decode()

    def test_is_one_row_for_a_page_and_few_for_an_account(self, browser, officer, areas):
        pages = [f"/desk/concerns/{concerns.make_concern(areas[VILLAGE]).uuid}/note/" for _n in range(AT_MOST + 1)]
        sent = {page: sent_by(longest(browser.get(page))) | {"text": [LONG]} for page in pages}
        end_session(browser)
        for page in pages:
            browser.post(page, sent[page])
            browser.post(page, sent[page])

        assert Unsaved.objects.filter(user=officer).count() == AT_MOST
        come_back(browser, officer)
        assert [is_shown(browser, page) for page in pages] == [False, *[True] * AT_MOST]

    def test_is_nothing_when_it_is_very_long(self, browser, page):
        sent_late(browser, page, text=["长" * LARGEST])
        assert not Unsaved.objects.exists()

    def test_is_removed_by_the_worker_after_an_hour(self, browser, page):
        with freeze_time("2026-11-28 10:00:00") as clock:
            sent_late(browser, page)
            clock.tick(59 * 60)
            assert forget_old() == 0
            clock.tick(2 * 60)
            assert forget_old() == 1
