"""The roll on a phone, and verifying the hours after it."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from activities.enums import HoursKind, Outcome, SessionState
from activities.models import Duty, Enrolment, HoursEntry, Session
from portal.audit.models import AuditEvent
from tests.conftest import VILLAGE
from tests.factories.activities import (
    came,
    make_active_child,
    make_duty,
    make_enrolment,
    make_hours,
    make_serving_volunteer,
    make_session,
)

pytestmark = pytest.mark.django_db

CSS = Path(settings.BASE_DIR) / "activities/static/activities/rollcall.css"


@pytest.fixture
def now_on(place, village_officer, manager):
    starts = timezone.now() - timedelta(minutes=30)
    return make_session(place, staff=(village_officer, manager), starts=starts, child_capacity=20)


@pytest.fixture
def phone(sign_in, manager):
    return sign_in(manager)


def roll(session):
    return reverse("activities:rollcall", args=[session.uuid])


def key(seat):
    return seat.uuid.hex[:8]


def outcomes(model):
    return list(model.objects.unscoped("the test looks").order_by("pk").values_list("outcome", flat=True))


def test_fifteen_children_and_three_volunteers_weigh_less_than_ten_kilobytes(phone, now_on, areas):
    for _ in range(15):
        make_enrolment(now_on, make_active_child(areas[VILLAGE], called_name="小雨点"))
    for _ in range(3):
        make_duty(now_on, make_serving_volunteer(areas[VILLAGE]))

    page = phone.get(roll(now_on)).content

    assert page.count(b'type="radio"') == 54
    assert len(page) + CSS.stat().st_size <= 10 * 1024


def test_marks_are_saved_and_the_unmarked_stay_unknown(phone, now_on, areas, volunteer):
    here, silent = (make_enrolment(now_on, make_active_child(areas[VILLAGE])) for _ in range(2))
    duty = make_duty(now_on, volunteer)

    phone.post(roll(now_on), {key(here): "present", key(duty): "excused", key(silent): "nonsense"})

    assert outcomes(Enrolment) == [Outcome.PRESENT, Outcome.UNKNOWN]
    assert outcomes(Duty) == [Outcome.EXCUSED]


def test_saving_twice_is_as_saving_once(phone, now_on, child):
    marks = {key(make_enrolment(now_on, child)): "absent"}

    phone.post(roll(now_on), marks)
    phone.post(roll(now_on), marks)

    assert (outcomes(Enrolment), AuditEvent.objects.filter(action="session.call_roll").count()) == ([Outcome.ABSENT], 1)


def test_children_are_shown_by_called_name_and_case_number_and_the_look_is_logged(phone, now_on, areas):
    child = make_active_child(areas[VILLAGE], called_name="小雨", full_name="测试全名", guardian_phone="13800001234")
    make_enrolment(now_on, child)

    page = phone.get(roll(now_on)).content.decode()

    shown = [text in page for text in ("小雨", child.case_number, "测试全名", "13800001234")]
    assert shown == [True, True, False, False]
    assert AuditEvent.objects.filter(action="session.read_roll").count() == 1


def test_it_starts_from_the_roll_and_says_when_it_may_not(phone, place, now_on, village_officer):
    phone.post(roll(now_on), {"do": "start"})
    alone = make_session(place, staff=(village_officer,), starts=timezone.now() + timedelta(hours=3))
    phone.post(roll(alone), {"do": "start"})

    states = Session.objects.unscoped("the test looks").order_by("pk").values_list("state", flat=True)
    assert list(states) == [SessionState.IN_PROGRESS, SessionState.PUBLISHED]


def test_hours_are_verified_and_corrected_on_the_desk(sign_in, supervisor, place, volunteer):
    session = make_session(place, days=-1, state=SessionState.COMPLETED)
    came(make_duty(session, volunteer))
    browser, address = sign_in(supervisor), reverse("activities:desk_hours", args=[session.uuid])

    browser.post(address)
    duty = HoursEntry.objects.unscoped("the test looks").get().duty
    prefix = duty.uuid.hex[:8]
    correct = reverse("activities:desk_hours_correct", args=[session.uuid, duty.uuid])
    browser.post(correct, {f"{prefix}-minutes": "９０", f"{prefix}-reason": "提前离开"})

    rows = HoursEntry.objects.unscoped("the test looks").order_by("pk").values_list("kind", "minutes")
    assert list(rows) == [(HoursKind.CREDIT, 120), (HoursKind.CORRECTION, -30)]


def test_a_correction_without_a_reason_stays_on_the_page(sign_in, supervisor, place, volunteer):
    session = make_session(place, days=-1, state=SessionState.VERIFIED)
    entry = make_hours(came(make_duty(session, volunteer)), supervisor)
    correct = reverse("activities:desk_hours_correct", args=[session.uuid, entry.duty.uuid])

    response = sign_in(supervisor).post(correct, {f"{entry.duty.uuid.hex[:8]}-minutes": "90"})

    assert [line["open"] for line in response.context["lines"]] == [True]
    assert HoursEntry.objects.unscoped("the test counts").count() == 1
