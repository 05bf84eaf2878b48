"""Whoever is named in a report: however the name is written, nothing of the report is there for them."""

import pytest
from django.test import Client
from django.urls import reverse

from children.concerns.domain import handling, letting_in
from children.concerns.domain.people import live, shut_out
from children.concerns.enums import ConcernRefusal, ConcernState, EntryKind, Part
from portal.accounts.enums import Role
from portal.accounts.models import Assignment, User
from portal.audit.log import record
from portal.changes.denied import Denied
from portal.notify.models import Message
from tests.conftest import COUNTY, VILLAGE
from tests.factories.concerns import make_coded, make_concern, reread
from tests.factories.volunteers import make_user

from .test_concerns import DESK, SECRET, STATUS, officer

pytestmark = pytest.mark.django_db


class TestWhoeverIsNamed:
    @pytest.mark.parametrize("written", ["演示丁", "演 示 丁", "演示·丁老师", "ＤＩＮＧ@example.test", "演\n示\n丁"])
    def test_is_not_alerted_and_finds_nothing(self, areas, staff, sign_in, written):
        named, other = officer(staff, "演示丁", "ding@example.test"), officer(staff, "演示乙", "yi@example.test")

        concern = make_concern(areas[VILLAGE], involved=f"是{written}干的")

        browser = sign_in(named)
        assert [message.recipient for message in Message.objects.all()] == [other, other]
        assert browser.get(reverse("children:concern", args=[concern.uuid])).status_code == 404
        assert concern.number not in browser.get(DESK).content.decode()
        assert f'href="{DESK}?show=received"' not in browser.get(reverse("desk:today")).content.decode()
        assert concern.number in sign_in(other).get(DESK).content.decode()

    @pytest.mark.parametrize(
        ("name", "written"),
        [
            ("演示張", "演示张"),
            ("演示张", "演示張"),
            ("王测试", "村里的王主任打人"),
            ("王测试", "王副主任打人"),
            ("王测试", "王某某打人"),
            ("王测试", "王ＸＸ打人"),
            ("王测试", "老王打人"),
            ("欧阳测试", "欧阳书记打人"),
            ("Test Ding", "it was Ding Test"),
            ("Test Dīng", "it was test ding"),
            ("演示\u200b丁", "演示丁"),
        ],
    )
    def test_is_found_by_other_writings_of_the_name(self, areas, staff, sign_in, name, written):
        named, other = officer(staff, name, "ding@example.test"), officer(staff, "演示乙", "yi@example.test")

        concern = make_concern(areas[VILLAGE], story=written)

        assert list(live(concern, Part.NAMED).values_list("user", flat=True)) == [named.pk]
        assert sign_in(named).get(reverse("children:concern", args=[concern.uuid])).status_code == 404
        assert {message.recipient for message in Message.objects.all()} == {other}

    @pytest.mark.parametrize("written", ["张主任打人", "王村的孩子", "大王不在家", "老师说的"])
    def test_is_not_found_in_other_words(self, areas, staff, written):
        officer(staff, "王测试", "ding@example.test")

        concern = make_concern(areas[VILLAGE], story=written)

        assert live(concern, Part.NAMED).count() == 0

    def test_who_is_appointed_only_afterwards_is_shut_out_already(self, areas, sign_in):
        volunteer = make_user(email="geng@example.test")
        volunteer.display_name = "演示庚"
        volunteer.save()
        concern = make_concern(areas[VILLAGE], involved="志愿者演示庚")

        Assignment.objects.create(user=volunteer, role=Role.SAFEGUARDING_OFFICER, area=areas[COUNTY])

        appointed = User.objects.get(pk=volunteer.pk)
        assert sign_in(appointed).get(reverse("children:concern", args=[concern.uuid])).status_code == 404

    def test_is_shut_out_by_what_the_reporter_adds_later(self, areas, staff, sign_in):
        named = officer(staff, "演示丁", "ding@example.test")
        officer(staff, "演示乙", "yi@example.test")
        concern, code = make_coded(areas[VILLAGE])

        Client().post(STATUS, {"code": code, "text": "我说的是演示丁"})

        assert sign_in(named).get(reverse("children:concern", args=[concern.uuid])).status_code == 404

    def test_does_not_read_of_it_in_the_audit_log(self, areas, staff, sign_in):
        named, other = officer(staff, "演示丁", "ding@example.test"), officer(staff, "演示乙", "yi@example.test")
        concern = make_concern(areas[VILLAGE], involved="演示丁")
        record("concern.read", actor=other, target=concern)

        pages = [sign_in(who).get(reverse("desk:audit")) for who in (named, other)]

        # The filter names every action there is; what happened stands in the rows, with the beginning of the number.
        assert [str(concern.uuid)[:8] in page.content.decode() for page in pages] == [False, True]
        happened = [{row["event"].action for row in page.context["rows"]} for page in pages]
        assert ["concern.read" in actions for actions in happened] == [False, True]

    @pytest.mark.parametrize("step", ["triage", "report", "dismiss", "confirm", "answer", "note", "reopen", "people"])
    def test_takes_no_step(self, areas, staff, sign_in, step):
        named = officer(staff, "演示丁", "ding@example.test")
        concern = make_concern(areas[VILLAGE], involved="演示丁")

        answer = sign_in(named).post(
            f"{reverse('children:concern', args=[concern.uuid])}{step}/", {"text": "x", "urgency": "now"}
        )

        assert (answer.status_code, concern.entries.filter(by=named).count()) == (404, 0)

    def test_cannot_let_themselves_in_nor_see_the_reporter(self, areas, staff, sign_in):
        named = officer(staff, "演示丁", "ding@example.test")
        concern = make_concern(areas[VILLAGE], involved="演示丁", reporter=SECRET)
        browser, ids = sign_in(named), [concern.uuid, named.uuid]

        assert browser.post(reverse("children:concern_let_in", args=ids), {"reason": "同名的人"}).status_code == 404
        reveal = reverse("children:concern_reporter", args=[concern.uuid, "reporter"])
        assert browser.post(reveal, {"reason": "想知道是谁"}).status_code == 404
        assert live(concern, Part.NAMED).filter(user=named).exists()

    def test_who_is_the_only_handler_hands_it_to_the_county_unknowingly(self, areas, staff, sign_in):
        named, county = officer(staff, "演示丁", "ding@example.test"), staff(Role.COUNTY_OFFICER)

        concern = make_concern(areas[VILLAGE], story="演示丁打了孩子")

        assert {message.recipient for message in Message.objects.all()} == {county}
        assert sign_in(county).get(reverse("children:concern", args=[concern.uuid])).status_code == 200
        assert sign_in(named).get(reverse("children:concern", args=[concern.uuid])).status_code == 404

    def test_a_volunteer_who_is_named_and_later_appointed_still_sees_nothing(self, areas, staff, sign_in):
        concern = make_concern(areas[VILLAGE])
        groomer = officer(staff, "演示庚", "geng@example.test")
        shut_out(concern, groomer, by=None)

        assert sign_in(groomer).get(reverse("children:concern", args=[concern.uuid])).status_code == 404


class TestASignature:
    """An officer who hurries to close a report before a colleague sees whom it is about."""

    @pytest.fixture
    def three(self, areas, staff):
        names = [("演示丁", "ding"), ("演示乙", "yi"), ("演示丙", "bing")]
        return [officer(staff, name, f"{mail}@example.test") for name, mail in names]

    def test_of_a_proposer_who_is_named_afterwards_does_not_count(self, areas, three):
        named, second, colleague = three
        concern = make_concern(areas[VILLAGE])
        handling.triage(concern, urgency="now", note="", by=named)
        handling.propose_dismissal(concern, reason="没有问题", by=named)

        letting_in.name_people(concern, [named], by=colleague)

        assert reread(concern).first_signatory is None
        with pytest.raises(Denied) as denied:
            handling.confirm_dismissal(reread(concern), by=second)
        assert denied.value.reason == ConcernRefusal.NOTHING_PROPOSED

    @pytest.mark.parametrize("which", [0, 1])
    def test_under_a_closed_report_opens_it_again_when_its_signatory_is_named(self, areas, three, which):
        concern = make_concern(areas[VILLAGE])
        handling.triage(concern, urgency="now", note="", by=three[0])
        handling.propose_dismissal(concern, reason="没有问题", by=three[0])
        handling.confirm_dismissal(reread(concern), by=three[1])

        letting_in.name_people(reread(concern), [three[which]], by=three[2])

        row = reread(concern)
        assert (row.state, row.first_signatory, row.second_signatory) == (ConcernState.TRIAGED, None, None)
        assert row.entries.last().kind == EntryKind.REOPENED

    def test_of_others_stays(self, areas, three):
        concern = make_concern(areas[VILLAGE])
        handling.triage(concern, urgency="now", note="", by=three[0])
        handling.propose_dismissal(concern, reason="没有问题", by=three[0])

        letting_in.name_people(reread(concern), [three[1]], by=three[2])

        assert reread(concern).first_signatory == three[0]
