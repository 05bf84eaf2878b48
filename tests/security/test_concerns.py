"""Reports of concern as an attacker sees them: the named, the curious, the violent, the flooder, the thief."""

import logging
import re
import time

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django_q.models import OrmQ, Task

from children.concerns.domain import limits
from children.concerns.domain.people import shut_out
from children.concerns.domain.receipts import code_for, grouped
from children.concerns.models import Concern
from portal.accounts.enums import Role
from portal.areas.models import Area
from portal.audit.models import AuditEvent
from portal.notify.models import Message
from portal.web.error_reports import FramesOnly
from tests.architecture.test_personal_data import everything_stored
from tests.conftest import COUNTY, VILLAGE
from tests.factories.concerns import STORY, give, make_coded, make_concern, make_entry, reread

pytestmark = pytest.mark.django_db
REPORT, STATUS, DESK = reverse("children:report"), reverse("children:report_status"), reverse("children:concerns")
SECRET = "标记绝密的话"


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def fill(browser, **answers):
    form = browser.get(REPORT).context["form"]
    return {"sending": str(form["sending"].value()), "story": STORY} | answers


def officer(staff, name, email):
    user = staff(Role.SAFEGUARDING_OFFICER, COUNTY, email)
    user.display_name = name
    user.save()
    return user


class TestTheCurious:
    @pytest.mark.parametrize("role", [role for role in Role.values if role != Role.SAFEGUARDING_OFFICER])
    def test_learns_nothing_on_the_desk(self, areas, staff, sign_in, role):
        concern = make_concern(areas[VILLAGE], reporter=SECRET)
        browser = sign_in(staff(role))

        page = browser.get(reverse("desk:today")).content.decode()

        assert f"{DESK}?show" not in page
        assert browser.get(reverse("children:concern", args=[concern.uuid])).status_code == 404
        listed = browser.get(DESK)
        assert listed.status_code == (200 if role == Role.COUNTY_OFFICER else 404)
        assert concern.number not in listed.content.decode()

    def test_finds_no_text_in_the_list_even_when_they_may_open_it(self, areas, staff, sign_in):
        told = dict.fromkeys(("story", "child", "happened", "involved", "reporter"), SECRET)
        make_concern(areas[VILLAGE], **told)

        assert SECRET not in sign_in(staff(Role.SAFEGUARDING_OFFICER)).get(DESK).content.decode()

    def test_sees_the_reporter_only_with_a_reason_and_on_the_record(self, areas, staff, sign_in):
        concern = make_concern(areas[VILLAGE], reporter=SECRET)
        browser = sign_in(staff(Role.SAFEGUARDING_OFFICER))
        detail = browser.get(reverse("children:concern", args=[concern.uuid])).content.decode()
        url = reverse("children:concern_reporter", args=[concern.uuid, "reporter"])

        assert (SECRET in detail, url in detail) == (False, True)
        assert "reauthenticate" in browser.get(url).url
        session = browser.session
        session["account_authentication_methods"] += [
            {"method": "password", "at": time.time(), "reauthenticated": True}
        ]
        session.save()
        assert SECRET not in browser.post(url, {"reason": "短"}).content.decode()
        assert SECRET in browser.post(url, {"reason": "必须打电话核实"}).content.decode()
        assert AuditEvent.objects.filter(action="field.revealed", target_id=str(concern.uuid)).count() == 1

    def test_every_opening_is_in_the_log(self, areas, staff, sign_in):
        concern = make_concern(areas[VILLAGE])
        browser = sign_in(staff(Role.SAFEGUARDING_OFFICER))
        detail = reverse("children:concern", args=[concern.uuid])

        for url in (detail, f"{detail}note/", f"{detail}people/"):
            before = AuditEvent.objects.filter(action="concern.read", target_id=str(concern.uuid)).count()
            browser.get(url)
            assert AuditEvent.objects.filter(action="concern.read", target_id=str(concern.uuid)).count() == before + 1


class TestTheViolentParent:
    """Picks up the phone: the history, the back button, the cookies, a second look at every page."""

    def test_finds_no_cookie(self, areas, client):
        sent = client.post(REPORT, fill(client))
        for url in (sent.url, STATUS):
            client.get(url)
        client.post(STATUS, {"code": "1234"})
        client.post(REPORT, fill(client, story=""))

        assert (dict(client.cookies), Session.objects.count()) == ({}, 0)

    def test_no_page_is_kept_anywhere_and_none_has_a_telling_title(self, areas, client):
        _report, code = make_coded(areas[VILLAGE])
        sent = client.post(REPORT, fill(client))
        pages = [client.get(REPORT), client.get(sent.url), client.get(STATUS), client.post(STATUS, {"code": code})]

        for page in pages:
            title = re.search(r"<title>(.*?)</title>", page.content.decode(), re.DOTALL)
            assert "no-store" in page.headers["Cache-Control"]
            assert [word for word in ("危险", "报告", "线索", "查询") if word in title[1]] == []
            assert page.headers["Referrer-Policy"] == "same-origin"

    def test_never_sees_again_what_was_typed(self, areas, client):
        _report, code = make_coded(areas[VILLAGE], story=SECRET)
        client.post(STATUS, {"code": code, "text": f"{SECRET}之二"})

        pages = [client.get(REPORT), client.post(STATUS, {"code": code})]

        assert [page for page in pages if SECRET in page.content.decode()] == []

    def test_the_code_stands_in_no_address(self, areas, client):
        sent = client.post(REPORT, fill(client))
        code = client.get(sent.url).context["code"]

        assert [text for text in (code, code.replace(" ", "")) if text in sent.url] == []
        assert client.get(f"{STATUS}?code={code}").context["form"].is_bound is False

    def test_there_is_a_plain_way_out_on_every_page(self, areas, client, settings):
        _report, code = make_coded(areas[VILLAGE])
        for page in (client.get(REPORT), client.get(STATUS), client.post(STATUS, {"code": code})):
            assert f'href="{settings.TONGXIN_EXIT_URL}" rel="noreferrer"' in page.content.decode()


class TestTheGuesser:
    def test_is_stopped_after_a_few_tries_and_told_to_call(self, areas, client):
        _report, code = make_coded(areas[VILLAGE])
        tries = [client.post(STATUS, {"code": str(n)}).status_code for n in range(limits.LOOKUPS)]

        late = client.post(STATUS, {"code": code})

        assert (set(tries), late.status_code) == ({200}, 429)
        assert ('href="tel:110"' in late.content.decode(), "concern" in late.context) == (True, False)

    def test_gets_the_same_work_done_for_every_wrong_code(self, areas, client):
        counts = []
        for wrong in (code_for("never"), grouped(code_for("x")), "1", "字" * 90):
            with pytest.MonkeyPatch.context() as patch:
                looked = []
                patch.setattr(
                    "children.concerns.domain.reporting._by_index", lambda index, looked=looked: looked.append(index)
                )
                client.post(STATUS, {"code": wrong})
                counts.append([len(index) for index in looked])

        assert counts == [[32]] * 4


class TestTheFlooder:
    def test_is_slowed_and_keeps_what_was_typed(self, areas, client):
        answers = [client.post(REPORT, fill(client)).status_code for _n in range(limits.REPORTS)]
        late = client.post(REPORT, fill(client, story=SECRET))

        page = late.content.decode()
        assert (set(answers), late.status_code) == ({302}, 429)
        assert (SECRET in page, 'href="tel:110"' in page) == (True, True)

    def test_does_not_slow_others(self, areas, client):
        for _n in range(limits.REPORTS + 1):
            client.post(REPORT, fill(client))

        assert Client(REMOTE_ADDR="198.51.100.7").post(REPORT, fill(client)).status_code == 302

    def test_of_many_addresses_is_marked_and_nobody_is_silenced(self, areas, client, monkeypatch):
        monkeypatch.setattr(limits, "FLOOD", 2)
        for n in range(4):
            Client(REMOTE_ADDR=f"198.51.100.{n}").post(REPORT, fill(client))

        rows = Concern.objects.unscoped("a test looks at them").order_by("pk")
        assert list(rows.values_list("in_flood", flat=True)) == [False, False, True, True]

    def test_of_the_disk_meets_an_end_and_the_text_is_kept(self, areas, client, monkeypatch):
        monkeypatch.setattr(limits, "FULL", 0)

        late = client.post(REPORT, fill(client, story=SECRET))

        assert (late.status_code, SECRET in late.content.decode()) == (429, True)

    def test_a_broken_counter_stops_nobody(self, areas, client, monkeypatch):
        def broken(*args, **kwargs):
            raise ConnectionError

        monkeypatch.setattr(limits.cache, "add", broken)

        assert client.post(REPORT, fill(client)).status_code == 302

    def test_many_at_once_get_no_more_than_the_limit(self):
        taken = [limits.may_send("198.51.100.9", what="report", limit=3) for _n in range(9)]

        assert taken.count(True) == 3

    def test_one_home_with_many_addresses_is_one(self):
        for n in range(3):
            limits.may_send(f"2001:db8::{n}", what="report", limit=3)

        assert limits.may_send("2001:db8::ffff", what="report", limit=3) is False
        assert limits.may_send("2001:db8:0:1::1", what="report", limit=3) is True


class TestTheThief:
    @pytest.mark.database
    @pytest.mark.django_db(transaction=True)
    def test_of_the_database_has_neither_the_code_nor_a_word_nor_an_address(self, areas):
        browser = Client(REMOTE_ADDR="198.51.100.77")
        told = {name: f"{SECRET}{name}" for name in ("story", "child", "happened", "involved", "reporter")}
        sent = browser.post(REPORT, fill(browser, **told))
        code = browser.get(sent.url).context["code"]
        browser.post(STATUS, {"code": code, "text": f"{SECRET}更多"})
        make_entry(reread(Concern.objects.unscoped("the only one").get()), text=f"{SECRET}记录")

        stored = everything_stored()

        assert Area.objects.get(code=VILLAGE).name in stored
        found = [text for text in (SECRET, code, code.replace(" ", ""), "198.51.100.77") if text in stored]
        assert found == []

    def test_of_logs_queue_messages_and_sessions_has_nothing(self, areas, staff, sign_in, caplog):
        client = Client(REMOTE_ADDR="198.51.100.5")
        caplog.set_level(logging.DEBUG)
        handler = officer(staff, "演示乙", "yi@example.test")
        answer = client.post(REPORT, fill(client, story=SECRET, reporter=f"{SECRET}电话"))
        code = client.get(answer.url).context["code"].replace(" ", "")
        browser, concern = sign_in(handler), Concern.objects.unscoped("the only one").get()
        detail = reverse("children:concern", args=[concern.uuid])
        browser.post(f"{detail}triage/", {"urgency": "now", "text": SECRET})
        browser.post(f"{detail}answer/", {"text": SECRET})
        caught = "".join(f"{line.getMessage()}{line.exc_text or ''}" for line in caplog.records)

        kept = [str(list(model.objects.values())) for model in (Message, AuditEvent, Task)]
        kept += [str(queued.task) for queued in OrmQ.objects.all()]
        kept += [str(session.get_decoded()) for session in Session.objects.all()]

        assert reread(concern).story == SECRET
        assert [text for text in (SECRET, code, "198.51.100.5") if text in "".join(kept)] == []
        assert [text for text in (SECRET, code) if text in caught] == []

    def test_of_the_message_learns_only_that_something_waits(self, areas, staff, client):
        officer(staff, "演示乙", "yi@example.test")
        concern = make_concern(areas[VILLAGE], story=SECRET)

        contexts = [message.context for message in Message.objects.all()]

        said = [facts for context in contexts for facts in context["by_language"].values()]
        assert [set(context) for context in contexts] == [{"by_language"}, {"by_language"}]
        assert [set(facts) for facts in said] == [{"url"}] * 4
        assert [text for text in (str(concern.uuid), concern.number, SECRET) if text in str(contexts)] == []


def test_a_report_given_to_somebody_is_gone_when_they_are_named(areas, staff, sign_in):
    officer(staff, "演示乙", "yi@example.test")
    county, concern = staff(Role.COUNTY_OFFICER), make_concern(areas[VILLAGE])
    give(concern, county)
    assert sign_in(county).get(reverse("children:concern", args=[concern.uuid])).status_code == 200
    shut_out(concern, county, by=None)

    assert sign_in(county).get(reverse("children:concern", args=[concern.uuid])).status_code == 404


@pytest.mark.parametrize("where", ["record", "alert", "shut_out_whoever_is_named"])
def test_an_error_while_a_report_is_taken_tells_nobody_but_the_sender_a_word(areas, caplog, capsys, monkeypatch, where):
    def broken(*args, **kwargs):
        raise ValueError(f"Failing row contains ({SECRET})")

    monkeypatch.setattr(f"children.concerns.domain.reporting.{where}", broken)
    browser = Client(raise_request_exception=False)
    caplog.handler.setFormatter(FramesOnly())

    answer = browser.post(REPORT, fill(browser, story=SECRET, reporter=SECRET))

    assert (answer.status_code, Concern.objects.unscoped("a test counts").count()) == (500, 0)
    assert "in broken" in caplog.text
    assert [text for text in (caplog.text, *capsys.readouterr()) if SECRET in text] == []
    page = answer.content.decode()
    assert (page.count(SECRET), 'href="tel:110"' in page, "Failing row" in page) == (2, True, False)
    assert ("no-store" in answer.headers["Cache-Control"], dict(browser.cookies)) == (True, {})
