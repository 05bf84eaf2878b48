"""A child's page: who it is, what is due, whom to call, what happened; from several subjects, for whom it is open."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from activities.enums import Outcome, SeatState, SessionState
from activities.models import Enrolment
from children.ledger.domain.ageing import ask_again
from children.ledger.domain.entering import confirm
from children.ledger.enums import ChildRefusal, ChildState, Risk
from children.ledger.models import Child
from portal.accounts.enums import Role
from portal.privacy.fields import Token
from tests.conftest import COUNTY, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.factories import activities
from tests.factories.ages import make_left_behind
from tests.factories.children import make_child
from tests.factories.concerns import make_concern
from tests.factories.pairings import make_pairing
from tests.factories.volunteers import make_active_volunteer
from volunteers.pairing.enums import PairingState

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(areas):
    return make_child(areas[VILLAGE], risk=Risk.HIGH, full_name="测试童甲", called_name="小甲")


def enrol(child, outcome=Outcome.PRESENT, place=None, **changes):
    place = place or activities.make_place(child.area)
    session = activities.make_session(place, days=-3, state=SessionState.COMPLETED)
    return Enrolment.objects.create(
        session=session, child=child, area=place.area, state=SeatState.CONFIRMED, outcome=outcome, **changes
    )


def test_the_name_is_large_the_number_small_and_the_page_has_no_name_in_its_title(child, village_officer, sign_in):
    page = sign_in(village_officer).get(child.get_absolute_url()).content.decode()

    assert page.count("<h1>测试童甲</h1>") == 1
    assert f"<span>档案 {child.case_number}</span>" in page
    assert "测试童甲" not in page.split("</title>")[0]


def test_whom_to_call_is_one_tap_away(child, village_officer, sign_in):
    page = sign_in(village_officer).get(child.get_absolute_url()).content.decode()

    assert page.count('<a class="tel" href="tel:13800000001">') == 1  # the guardian
    assert page.count('<a class="tel" href="tel:13800000002">') == 1  # the parents


def test_a_draft_says_what_is_due_and_confirming_comes_before_all_else(areas, village_officer, sign_in):
    draft = make_child(areas[VILLAGE], state=ChildState.DRAFT)

    record = sign_in(village_officer).get(draft.get_absolute_url()).context["record"]

    assert [(one.title, one.urgency) for one in record.due] == [(ChildState.DRAFT.label, "soon")]
    assert (record.head.acts[0].url, record.head.acts[0].post) == (reverse("children:confirm", args=[draft.uuid]), True)


def test_of_a_draft_in_which_something_is_missing_the_first_thing_is_to_change_it(areas, village_officer, sign_in):
    draft = make_child(areas[VILLAGE], state=ChildState.DRAFT, basis="")

    record = sign_in(village_officer).get(draft.get_absolute_url()).context["record"]

    assert record.head.acts[0].url == reverse("children:edit", args=[draft.uuid])
    assert [one.text for one in record.due] == [ChildRefusal.NO_BASIS.label]


def test_a_birthday_nobody_has_looked_at_is_late(areas, village_officer, sign_in):
    grown = make_left_behind(areas[VILLAGE], 16)
    ask_again()

    record = sign_in(village_officer).get(grown.get_absolute_url()).context["record"]

    assert [one.urgency for one in record.due] == ["late"]
    assert "不再列为：留守儿童" in [str(moment.what) for moment in record.moments]


def test_the_story_is_the_records_the_pairings_and_the_sessions(areas, child, village_officer, sign_in):
    draft = make_child(areas[VILLAGE], state=ChildState.DRAFT)
    confirm(draft, by=village_officer)
    make_pairing(draft, make_active_volunteer(areas[TOWNSHIP]), PairingState.ACTIVE)
    enrol(draft)
    enrol(draft, Outcome.UNKNOWN)

    record = sign_in(village_officer).get(draft.get_absolute_url()).context["record"]
    told = {str(moment.what) for moment in record.moments}

    assert told == {
        "录入台账",
        "档案确认",
        "列为：家庭困境",
        "已提出",
        "监护人已同意",
        "孩子愿意",
        "批准",
        "开始",
        "参加了活动",
        "报了名，来没来没有记录",
    }


def test_a_pairing_that_waits_is_due_on_the_childs_page_too(child, areas, village_officer, sign_in):
    row = make_pairing(child, make_active_volunteer(areas[TOWNSHIP]), PairingState.PROPOSED)

    record = sign_in(village_officer).get(child.get_absolute_url()).context["record"]

    assert [(one.act.url, one.since) for one in record.due] == [(row.get_absolute_url(), row.state_changed_at)]


def test_the_words_a_child_said_stand_on_the_pairings_page_only(child, areas, village_officer, sign_in):
    make_pairing(child, make_active_volunteer(areas[TOWNSHIP]), heard_words="只在那里的话")

    page = sign_in(village_officer).get(child.get_absolute_url()).content.decode()

    assert ("孩子愿意" in page, "只在那里的话" in page) == (True, False)


def test_a_pairing_of_whoever_looks_is_not_told_to_them(child, areas, village_officer, sign_in):
    volunteer = make_active_volunteer(areas[TOWNSHIP])
    volunteer.user = village_officer
    volunteer.save()
    row = make_pairing(child, volunteer)

    page = sign_in(village_officer).get(child.get_absolute_url()).content.decode()

    assert (row.get_absolute_url() in page, volunteer.number in page) == (False, False)


def test_a_session_elsewhere_is_told_without_a_way_in(child, areas, village_officer, sign_in):
    near, far = enrol(child), enrol(child, place=activities.make_place(areas[OTHER_VILLAGE]))

    record = sign_in(village_officer).get(child.get_absolute_url()).context["record"]
    told = [moment.url for moment in record.moments if str(moment.what) == "参加了活动"]

    assert sorted(told) == ["", reverse("activities:desk_session", args=[near.session.uuid])]
    assert far.session.uuid != near.session.uuid


def test_a_report_of_concern_never_shows_on_the_childs_page(child, areas, staff, sign_in):
    officer = staff(Role.SAFEGUARDING_OFFICER, COUNTY)
    concern = make_concern(areas[VILLAGE], child="测试童甲 不见了", story="测试童甲 只在线索里的话")

    page = sign_in(officer).get(child.get_absolute_url()).content.decode()

    assert [part in page for part in (concern.number, str(concern.uuid), "只在线索里的话", "不见了")] == [False] * 4


def test_the_page_asks_as_much_for_a_long_life_as_for_a_short_one(child, areas, village_officer, sign_in):
    browser, counts = sign_in(village_officer), []
    browser.get(child.get_absolute_url())
    place = activities.make_place(areas[VILLAGE])
    for more in (1, 3):
        for _n in range(more):
            make_pairing(child, make_active_volunteer(areas[TOWNSHIP]), PairingState.ENDED, is_primary=False)
            enrol(child, place=place)
        with CaptureQueriesContext(connection) as asked:
            browser.get(child.get_absolute_url())
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert counts[0] <= 30


def test_what_comes_next_stands_on_a_card(child, village_officer, sign_in):
    session = activities.make_session(activities.make_place(child.area), days=2)
    Enrolment.objects.create(session=session, child=child, area=child.area, state=SeatState.WAITLISTED)

    record = sign_in(village_officer).get(child.get_absolute_url()).context["record"]
    lines = [line for card in record.cards if card.title == "接下来的活动" for line in card.lines]

    assert [(line.text, [str(mark.text) for mark in line.marks]) for line in lines] == [
        (session.local_title, ["候补中"])
    ]
    assert session.starts > timezone.now()


def test_a_name_that_no_key_opens_is_said_and_breaks_nothing(child, village_officer, sign_in):
    Child.plain.filter(pk=child.pk).update(called_name=Token("v1:dev:damaged"))

    record = sign_in(village_officer).get(child.get_absolute_url()).context["record"]

    assert (record.head.title, record.head.line[0]) == ("测试童甲", "无法读取，请告诉系统管理员")
