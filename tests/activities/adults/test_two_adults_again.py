"""The two-adult rule is asked again when what it rests on changes, and every night."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from activities.adults.domain.watching import recheck_coming
from activities.adults.enums import AdultsRefusal
from activities.enums import SessionState
from activities.models import Session
from activities.sessions.domain.editing import change
from activities.sessions.domain.publishing import cancel, publish
from activities.sessions.domain.the_day import start, start_denied_reason
from activities.sessions.enums import SessionRefusal
from portal.accounts.domain.assignments import assign, end_assignment
from portal.accounts.enums import Role
from portal.accounts.models import Assignment
from portal.changes.denied import Denied
from portal.desk.registry import due_for
from portal.notify.models import Channel, Message
from tests.conftest import COUNTY, TOWNSHIP, VILLAGE
from tests.factories.activities import at, make_duty, make_place, make_serving_volunteer, make_session
from tests.factories.volunteers import make_vetting
from volunteers.application.domain.lifecycle import suspend
from volunteers.application.enums import VettingKind, VettingOutcome

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def now(session):
    return Session.objects.unscoped("the test looks again").get(pk=session.pk)


def told(template="activities_adults_missing"):
    rows = Message.objects.filter(template=template, channel=Channel.IN_SITE)
    return sorted(rows.values_list("recipient__email", flat=True))


def fields_of(session, **changed):
    names = ("place", "room", "title", "kind", "action", "starts", "ends", "child_capacity", "volunteer_capacity")
    return {name: getattr(session, name) for name in names} | changed


def test_when_a_leaders_role_ends(session, village_officer, county_officer, committed):
    with committed():
        end_assignment(Assignment.objects.get(user=village_officer), by=county_officer)

    assert now(session).adults_missing
    assert now(session).adults_missing_since <= timezone.now()
    assert start_denied_reason(now(session)) == SessionRefusal.TOO_EARLY


def test_when_the_role_is_given_again(session, village_officer, county_officer, areas, committed):
    with committed():
        end_assignment(Assignment.objects.get(user=village_officer), by=county_officer)
    with committed():
        assign(village_officer, Role.VILLAGE_OFFICER, areas[VILLAGE], by=county_officer)

    assert (now(session).adults_missing, now(session).adults_missing_since) == (False, None)


def test_when_a_leaders_account_is_switched_off(session, village_officer, committed):
    with committed():
        village_officer.is_active = False
        village_officer.save()

    assert now(session).adults_missing


def test_when_a_volunteers_account_is_switched_off(place, village_officer, volunteer, committed):
    held = make_session(place, staff=(village_officer,))
    make_duty(held, volunteer)
    assert recheck_coming() == 0
    with committed():
        volunteer.user.is_active = False
        volunteer.user.save()

    assert now(held).adults_missing


def test_when_a_new_check_ends_before_the_session(place, village_officer, volunteer, committed):
    held = make_session(place, staff=(village_officer,), days=20)
    make_duty(held, volunteer)
    assert recheck_coming() == 0
    today = timezone.localdate()
    with committed():
        make_vetting(volunteer, done_on=today, valid_until=today + timedelta(days=10))

    assert now(held).adults_missing


@pytest.mark.parametrize(
    ("outcome", "days"), [(VettingOutcome.CLEAR, 10), (VettingOutcome.NOT_CLEAR, 300)], ids=["lapses", "failed"]
)
def test_when_training_no_longer_holds_on_the_day(place, village_officer, volunteer, committed, outcome, days):
    held = make_session(place, staff=(village_officer,), days=20)
    make_duty(held, volunteer)
    until = timezone.localdate() + timedelta(days=days)
    with committed():
        make_vetting(volunteer, kind=VettingKind.TRAINING, outcome=outcome, valid_until=until)

    assert now(held).adults_missing


def test_when_a_leader_is_put_on_a_session_at_the_same_time(session, place, manager, supervisor, staff, committed):
    third = staff(Role.TOWNSHIP_SUPERVISOR, TOWNSHIP, "third@example.test")
    other = make_session(make_place(place.area), state=SessionState.DRAFT, staff=(supervisor, third, manager))

    with committed():
        publish(other, by=supervisor)

    assert (now(session).adults_missing, now(other).adults_missing) == (True, False)


def test_when_a_published_session_takes_a_leader_from_another(session, place, manager, supervisor, staff, committed):
    third = staff(Role.TOWNSHIP_SUPERVISOR, TOWNSHIP, "third@example.test")
    other = make_session(make_place(place.area), staff=(supervisor, third))

    with committed():
        change(other, by=supervisor, staff=[supervisor, third, manager], **fields_of(other))
    assert now(session).adults_missing
    with committed():
        change(now(other), by=supervisor, staff=[supervisor, third], **fields_of(other))
    assert not now(session).adults_missing


def test_when_a_session_moves_to_the_time_of_another_of_its_leaders(
    session, place, manager, supervisor, staff, committed
):
    third = staff(Role.TOWNSHIP_SUPERVISOR, TOWNSHIP, "third@example.test")
    other = make_session(make_place(place.area), staff=(supervisor, third, manager), days=3)

    moved = fields_of(other, starts=at(2), ends=at(2, 16))
    with committed():
        change(other, by=supervisor, staff=[supervisor, third, manager], **moved)
    assert now(session).adults_missing
    with committed():
        cancel(now(other), reason="台风", by=supervisor)
    assert not now(session).adults_missing


def test_who_leads_one_session_does_not_count_as_volunteer_of_another(place, village_officer, manager, areas):
    both = make_serving_volunteer(areas[VILLAGE], village_officer)
    make_session(place, staff=(village_officer, manager))
    other = make_session(make_place(areas[VILLAGE]), staff=(manager,))
    make_duty(other, both)

    recheck_coming()

    assert now(other).adults_missing


def test_one_person_with_two_accounts_is_one_adult(place, staff):
    """The same mailbox, written with a plus: nobody is two adults by having two addresses."""
    first = staff(Role.TOWNSHIP_SUPERVISOR, TOWNSHIP, "zhang.san@example.test")
    second = staff(Role.VILLAGE_OFFICER, VILLAGE, "zhang.san+2@example.test")
    alone = make_session(place, staff=(first, second))

    recheck_coming()

    assert now(alone).adults_missing


def test_a_suspension_during_the_session_is_told(place, village_officer, volunteer, county_officer, committed):
    held = make_session(
        place, staff=(village_officer,), starts=timezone.now() - timedelta(hours=1), state=SessionState.IN_PROGRESS
    )
    make_duty(held, volunteer)
    with committed():
        suspend(volunteer, by=county_officer, reason="有人反映")

    assert now(held).adults_missing
    assert village_officer.email in told()


def test_every_night_what_nobody_saw_is_found(session, village_officer):
    Assignment.objects.filter(user=village_officer).update(until=timezone.localdate())

    assert (recheck_coming(), recheck_coming()) == (1, 0)
    assert now(session).adults_missing


def test_a_role_that_will_have_ended_by_the_day_does_not_count(session, village_officer):
    Assignment.objects.filter(user=village_officer).update(until=timezone.localdate() + timedelta(days=1))

    recheck_coming()

    assert now(session).adults_missing


def test_it_does_not_start(place, village_officer, manager):
    held = make_session(place, staff=(village_officer, manager), starts=timezone.now() + timedelta(minutes=10))
    Assignment.objects.filter(user=village_officer).update(until=timezone.localdate())

    with pytest.raises(Denied) as refusal:
        start(held, by=manager)

    assert refusal.value.reason == AdultsRefusal.TOO_FEW_ADULTS


def test_those_are_told_who_are_responsible_today(session, village_officer, manager, staff, committed):
    """The officer who made the session has left: who came after, and nobody who left, reads of it."""
    successor = staff(Role.VILLAGE_OFFICER, VILLAGE, "successor@example.test")
    session.place.managers.clear()
    with committed():
        Assignment.objects.filter(user=village_officer).update(until=timezone.localdate())
        Assignment.objects.filter(user=manager).update(until=timezone.localdate())

    recheck_coming()

    assert told() == [successor.email]


def test_where_nobody_holds_the_office_the_level_above_is_told(session, village_officer, manager, staff):
    county = staff(Role.COUNTY_OFFICER, COUNTY)
    Assignment.objects.filter(user__in=[village_officer, manager]).update(until=timezone.localdate())

    recheck_coming()

    assert told() == [county.email]


def test_its_page_says_who_does_not_count(session, village_officer, manager, supervisor, sign_in):
    Assignment.objects.filter(user=village_officer).update(until=timezone.localdate())

    shown = sign_in(supervisor).get(reverse("activities:desk_session", args=[session.uuid])).content.decode()

    assert shown.count("当天不算在内") == 1
    before = shown.split("当天不算在内")[0]
    assert before.rfind(str(village_officer)) > before.rfind(str(manager))


def test_it_stands_at_the_top_of_the_desk_with_its_age(session, supervisor):
    Session.objects.unscoped("the test").filter(pk=session.pk).update(
        adults_missing=True, adults_missing_since=timezone.now() - timedelta(hours=5)
    )

    first = due_for(supervisor)[0]

    assert (first.url.partition("?")[2], first.urgency, first.age) == ("state=missing", "late", "等了 5 小时")
