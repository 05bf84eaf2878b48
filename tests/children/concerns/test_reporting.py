"""Anyone reports a concern: one text is enough, and nothing of it stays behind."""

import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from children.concerns.domain import limits
from children.concerns.domain.receipts import DIGITS, check_digit, code_for, typed
from children.concerns.enums import ConcernState
from children.concerns.forms import TRAPS
from children.concerns.models import Concern
from portal.areas.models import Area
from portal.audit.models import AuditEvent
from tests.conftest import COUNTY, ELSEWHERE, TOWNSHIP, VILLAGE
from tests.factories.accounts import member
from tests.factories.concerns import STORY, make_coded, reread

pytestmark = pytest.mark.django_db
REPORT, STATUS = reverse("children:report"), reverse("children:report_status")


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def fill(browser: Client, **answers):
    """The form as a person fills it in: its own hidden fields come along."""
    form = browser.get(REPORT).context["form"]
    return {"sending": str(form["sending"].value()), form.trap: "", "story": STORY} | answers


def send(browser: Client, **answers):
    return browser.post(REPORT, fill(browser, **answers))


def reports() -> list[Concern]:
    return list(Concern.objects.unscoped("a test counts them").order_by("pk"))


class TestSending:
    def test_one_text_is_enough_and_the_county_gets_it(self, areas, client):
        answer = send(client)

        (report,) = reports()
        assert answer.url == reverse("children:report_sent", args=[answer.url.split("/")[-2]])
        assert (report.story, report.state, report.area.code) == (STORY, ConcernState.RECEIVED, COUNTY)
        assert (report.area_known, report.reporter, report.reporter_account) == (False, "", "")

    def test_a_village_and_all_the_rest_are_kept(self, areas, client):
        told = {"child": "小名", "happened": "昨晚", "involved": "邻居", "reporter": "纸条", "reporter_duty": "school"}

        send(client, area=VILLAGE, **told)

        (report,) = reports()
        assert {name: getattr(report, name) for name in told} == told
        assert (report.area.code, report.area_known) == (VILLAGE, True)

    def test_only_places_of_this_county_are_offered(self, areas, client):
        groups = client.get(REPORT).context["form"].fields["area"].choices[1:]

        codes = [code for _name, places in groups for code, _place in places]
        assert (TOWNSHIP in codes, VILLAGE in codes) == (True, True)
        assert [code for code in codes if code.startswith(ELSEWHERE)] == []

    def test_places_have_their_english_names_on_an_english_page(self, areas, client):
        Area.objects.filter(code=TOWNSHIP).update(name_en="Shitang Town")
        Area.objects.filter(code=VILLAGE).update(name_en="Shang Village")

        choices = {
            language: dict(client.get(f"{language}{REPORT}").context["form"].fields["area"].choices[1:])
            for language in ("", "/en")
        }

        assert choices["/en"]["Shitang Town"][:2] == [(TOWNSHIP, "Shitang Town…"), (VILLAGE, "Shang Village")]
        assert choices[""]["石塘镇"][:2] == [(TOWNSHIP, "石塘镇…"), (VILLAGE, "上村")]

    def test_nothing_typed_keeps_what_else_was_typed_and_says_what_is_missing(self, areas, client):
        answer = send(client, story=" ", child="记得住的小名")

        page = answer.content.decode()
        assert (answer.status_code, reports()) == (200, [])
        assert ("记得住的小名" in page, 'href="#id_story"' in page) == (True, True)

    def test_a_double_click_is_one_report_with_one_code(self, areas, client):
        answers = fill(client)
        first, second = client.post(REPORT, answers), Client().post(REPORT, answers)

        assert (first.url, len(reports())) == (second.url, 1)
        assert client.get(first.url).context["code"] == client.get(second.url).context["code"]

    def test_a_form_that_lost_its_key_is_taken_all_the_same(self, areas, client):
        assert (client.post(REPORT, {"story": STORY}).status_code, len(reports())) == (302, 1)

    def test_a_text_too_long_is_shown_again(self, areas, client):
        page = send(client, story="长" * 5001)

        assert ("长" * 5001 in page.content.decode(), reports()) == (True, [])

    def test_lines_count_as_the_browser_counts_them(self, areas, client):
        send(client, story="字\r\n" * 2499 + "字")

        assert reports()[0].story.count("\n") == 2499

    def test_a_filled_trap_asks_once_more_and_keeps_the_text(self, areas, client):
        answers = fill(client)
        answers = {name: "http://spam.example" if name in TRAPS else value for name, value in answers.items()}

        first = client.post(REPORT, answers)
        assert (STORY in first.content.decode(), "spam.example" in first.content.decode()) == (True, False)
        assert reports() == []
        client.post(REPORT, {name: "" if name in TRAPS else value for name, value in answers.items()})
        assert len(reports()) == 1

    def test_somebody_elses_page_cannot_send_in_our_name(self, areas, client):
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://other.example"}):
            answer = client.post(REPORT, fill(client), headers=headers)
            assert (answer.status_code, STORY in answer.content.decode(), reports()) == (403, True, [])

        client.post(REPORT, fill(client), headers={"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"})
        assert len(reports()) == 1

    def test_an_oversized_body_gets_a_page_with_telephone_numbers(self, areas, client):
        client.raise_request_exception = False

        answer = client.post(REPORT, {"story": "长" * 1_000_000})

        assert (answer.status_code, 'href="tel:110"' in answer.content.decode()) == (413, True)

    def test_no_area_has_been_loaded_yet(self, db, client):
        page = client.post(REPORT, {"story": STORY}).content.decode()

        assert (STORY in page, 'href="tel:110"' in page) == (True, True)


class TestAddingSomething:
    def test_who_is_limited_keeps_what_was_to_be_added(self, areas, client, monkeypatch):
        _report, code = make_coded(areas[VILLAGE])
        monkeypatch.setattr(limits, "LOOKUPS", 0)

        late = client.post(STATUS, {"code": code, "text": STORY})

        page = late.content.decode()
        assert (late.status_code, 0 < int(late.headers["Retry-After"]) <= limits.WINDOW) == (429, True)
        assert (STORY in page, f'name="code" value="{code}"' in page, 'href="tel:110"' in page) == (True, True, True)

    def test_a_code_from_another_page_is_shown_to_be_sent_once_more(self, areas, client):
        _report, code = make_coded(areas[VILLAGE])

        sent = client.post(STATUS, {"code": code}, headers={"Sec-Fetch-Site": "cross-site"})

        assert (sent.status_code, code in sent.content.decode(), "concern" in sent.context) == (403, True, False)
        assert sent.content.decode().count("请再点一次") == 1


class TestSomebodySignedIn:
    def test_is_anonymous_unless_they_say_otherwise(self, areas, sign_in):
        user = member("teacher@example.test", display_name="演示老师")
        browser = sign_in(user)

        send(browser)
        browser.post(REPORT, fill(browser, with_account="on"), headers={"Origin": "http://testserver"})

        assert [report.reporter_account for report in reports()] == ["", "演示老师 · teacher@example.test"]
        assert list(AuditEvent.objects.filter(action="concern.received").values_list("actor", flat=True)) == [None] * 2

    def test_is_not_named_by_a_form_of_which_nobody_knows_where_it_stood(self, areas, sign_in):
        answer = send(sign_in(member("teacher@example.test")), with_account="on")

        assert (answer.status_code, STORY in answer.content.decode(), reports()) == (403, True, [])

    def test_a_visitor_is_not_asked_and_cannot_claim_it(self, areas, client):
        send(client, with_account="on")

        assert reports()[0].reporter_account == ""


class TestTheReceipt:
    def test_is_twenty_digits_with_a_check(self):
        codes = [code_for(str(uuid.uuid4())) for _n in range(50)]

        assert {(len(code), typed(code)) for code in codes} == {(DIGITS, code) for code in codes}
        assert len(set(codes)) == 50

    def test_one_wrong_digit_is_always_found(self):
        code = code_for("a")
        wrong = [code[:at] + str((int(code[at]) + by) % 10) + code[at + 1 :] for at in range(20) for by in range(1, 10)]

        assert [text for text in wrong if typed(text)] == []

    def test_the_check_digit_is_that_of_the_standard(self):
        assert check_digit("0794") == "5"  # the example of ISO/IEC 7064 for MOD 11,10

    @pytest.mark.parametrize("written", ["{0} {1}", "{0}-{1}", " {0}　{1} "])
    def test_is_read_however_it_is_written(self, written):
        code = code_for("b")
        wide = code[10:].translate({ord(d): 0xFF10 + int(d) for d in "0123456789"})

        assert typed(written.format(code[:10], wide)) == code

    def test_is_shown_once_and_then_never_again(self, areas, client):
        answer = send(client)
        code = client.get(answer.url).context["code"]
        (report,) = reports()
        Concern.objects.unscoped("time passes").update(receipt_shown_at=timezone.now() - timedelta(seconds=11))

        later = client.get(answer.url)

        assert (len(code.replace(" ", "")), later.context["code"]) == (DIGITS, "")
        unknown = client.get(reverse("children:report_sent", args=[uuid.UUID(int=0)]))
        assert (
            later.content.decode().replace(answer.url.split("/")[-2], str(uuid.UUID(int=0))) == unknown.content.decode()
        )
        assert str(report) not in later.content.decode()

    def test_is_gone_after_ten_minutes_even_if_nobody_looked(self, areas, client):
        answer = send(client)
        later = timezone.now() + timedelta(minutes=11)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("children.concerns.domain.reporting.timezone.now", lambda: later)
            assert client.get(answer.url).context["code"] == ""


class TestTheStatus:
    def look(self, browser, code, **more):
        return browser.post(STATUS, {"code": code, **more})

    def test_says_where_it_stands(self, areas, client):
        report, code = make_coded(areas[VILLAGE])

        assert self.look(client, code).context["concern"] == report
        assert STORY not in self.look(client, code).content.decode()

    def test_the_reporter_can_add_something_once(self, areas, client):
        report, code = make_coded(areas[VILLAGE])

        for _click in range(2):
            answer = self.look(client, code, text="后来又听到哭声")

        assert answer.context["added"]
        assert [entry.text for entry in report.entries.all()] == ["后来又听到哭声"]
        assert reread(report).added_at is not None
        assert "后来又听到哭声" not in answer.content.decode()

    def test_adding_nothing_says_so(self, areas, client):
        _report, code = make_coded(areas[VILLAGE])

        answer = self.look(client, code, text=" ")

        assert (answer.context["added"], 'href="#id_text"' in answer.content.decode()) == (False, True)

    def test_unknown_and_malformed_codes_are_answered_alike(self, areas, client):
        answers = []
        for wrong in (code_for("never sent"), "99999", "不是号码"):
            page = self.look(client, wrong)
            answers.append((page.status_code, page.content.decode().replace(wrong, "")))

        assert len(set(answers)) == 1
