"""Whom a message is for is asked when it is sent: who has left is not written to, who holds the office now is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.enums import Role
from portal.accounts.models import Assignment
from portal.notify import circles
from portal.notify.circles import Circle, members
from portal.notify.delivery import attempt
from portal.notify.inbox import inbox_of
from portal.notify.models import Channel, Message, MessageState
from portal.notify.outbox import notify
from portal.notify.outcome import Outcome
from portal.notify.passing import pass_on_all
from portal.registry import Registry
from tests.conftest import COUNTY

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _be(monkeypatch, circle):
    """Let the circle be this one, and no other be there."""
    known = Registry()
    known.add(circle, name="officers")
    monkeypatch.setattr(circles, "CIRCLES", known)


@pytest.fixture
def officers(monkeypatch):
    """The circle of today's county officers."""

    def today(_key):
        held = Assignment.objects.current().filter(role=Role.COUNTY_OFFICER, user__is_active=True)
        return [one.user for one in held.select_related("user").order_by("pk")]

    _be(monkeypatch, members(today))
    return "officers:33"


@pytest.fixture
def left(staff, officers):
    """A county officer to whom something was written before they left."""
    user = staff(Role.COUNTY_OFFICER, COUNTY, "left@example.test")
    notify(user, "for_tests", key=f"event:{user.pk}", circle=officers, words="hello")
    Assignment.objects.filter(user=user).update(until=timezone.localdate())
    return type(user).objects.get(pk=user.pk)


@pytest.fixture
def successor(staff, left):
    return staff(Role.COUNTY_OFFICER, COUNTY, "successor@example.test")


def email_to(user):
    return Message.objects.get(recipient=user, channel=Channel.EMAIL)


def test_who_has_left_is_not_written_to(left, mailoutbox):
    assert attempt(email_to(left).pk) is Outcome.REFUSED
    assert mailoutbox == []
    assert email_to(left).state == MessageState.LAPSED
    assert list(inbox_of(left)) == []


def test_who_holds_the_office_now_is_told_once(left, successor, mailoutbox):
    attempt(email_to(left).pk)
    attempt(email_to(left).pk)

    assert [(row.channel, row.state) for row in Message.objects.filter(recipient=successor).order_by("channel")] == [
        (Channel.EMAIL, MessageState.QUEUED),
        (Channel.IN_SITE, MessageState.SENT),
    ]
    attempt(email_to(successor).pk)
    assert [each.to for each in mailoutbox] == [[successor.email]]


def test_who_was_told_already_is_not_told_again(left, successor, officers):
    notify(successor, "for_tests", key=f"event:{successor.pk}", circle=officers, words="hello")

    attempt(email_to(left).pk)

    assert Message.objects.filter(recipient=successor).count() == 2


def test_who_still_holds_it_gets_it(staff, officers, mailoutbox):
    user = staff(Role.COUNTY_OFFICER)
    notify(user, "for_tests", key=f"event:{user.pk}", circle=officers, words="hello")

    assert attempt(email_to(user).pk) is Outcome.SENT


def test_a_closed_account_is_passed_on_as_well(left, successor):
    type(left).objects.filter(pk=left.pk).update(is_active=False)

    attempt(email_to(left).pk)

    assert Message.objects.filter(recipient=successor).count() == 2


def test_what_is_for_a_person_as_themselves_goes_to_them(staff, mailoutbox):
    user = staff(Role.COUNTY_OFFICER)
    notify(user, "for_tests", key="k", circle=circles.THEMSELVES, words="hello")
    Assignment.objects.filter(user=user).update(until=timezone.localdate())

    assert attempt(email_to(user).pk) is Outcome.SENT


def test_what_stands_read_in_the_site_stays_there(left):
    Message.objects.filter(recipient=left, channel=Channel.IN_SITE).update(read_at=timezone.now())

    attempt(email_to(left).pk)

    assert inbox_of(left).count() == 1


def test_with_the_office_what_waits_goes_at_once(left, successor):
    assert pass_on_all(left) == 1
    assert Message.objects.filter(recipient=successor).count() == 2


def test_a_circle_that_cannot_be_asked_holds_up_no_other_message(left, monkeypatch, mailoutbox):
    def broken(_user, _key):
        raise LookupError

    _be(monkeypatch, Circle(broken))

    assert attempt(email_to(left).pk) is Outcome.REFUSED
    assert (email_to(left).state, mailoutbox) == (MessageState.QUEUED, [])


def test_where_nobody_is_left_it_waits_for_nobody(left, monkeypatch):
    _be(monkeypatch, Circle(lambda _user, _key: False))

    attempt(email_to(left).pk)

    assert Message.objects.exclude(recipient=left).count() == 0


def test_what_can_be_undone_is_passed_on_when_its_time_comes(staff, officers, successor):
    user = staff(Role.COUNTY_OFFICER, COUNTY, "third@example.test")
    later = timezone.now() + timedelta(minutes=10)
    notify(user, "for_tests", key=f"later:{user.pk}", circle=officers, not_before=later, words="hello")
    Assignment.objects.filter(user=user).update(until=timezone.localdate())
    Message.objects.filter(recipient=user).update(not_before=timezone.now() - timedelta(seconds=1))

    attempt(email_to(user).pk)

    assert Message.objects.filter(recipient=successor, key__startswith="later:", not_before=None).count() == 2
