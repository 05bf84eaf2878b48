"""Who hears of a changed number, and in how many messages."""

import pytest
from wagtail.log_actions import LogContext

from home.editorial.domain.public_numbers import TOLD_AT_MOST, in_one_message, who_may_notice
from home.models import Hotline
from portal.accounts.enums import Role
from portal.accounts.models import Assignment
from portal.audit.models import AuditEvent
from portal.notify.models import Message
from tests.conftest import COUNTY
from tests.factories.settings import site_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NUMBERS = ["0578-0000011", "0578-0000022"]


def hotline(number):
    return Hotline.objects.create(settings=site_of(COUNTY), label=f"热线{number}", label_en="Line", number=number)


@pytest.fixture
def lines(db):
    return [hotline(number) for number in NUMBERS]


def told():
    """Recipient and the number of changes of each letter."""
    found = Message.objects.filter(template="numbers_changed", channel="email")
    return sorted((one.recipient_id, len(one.context["changes"]), one.context["more"]) for one in found)


def change(rows, by):
    with LogContext(user=by):
        for row in rows:
            row.number = row.number.replace("0578", "0579")
            row.save()


def test_editors_and_county_officers_may_notice_once_each(anna, ben, county_officer, supervisor, staff):
    Assignment.objects.create(user=anna, role=Role.COUNTY_OFFICER, area=anna.assignments.get().area)

    assert sorted(user.pk for user in who_may_notice()) == sorted([anna.pk, ben.pk, county_officer.pk])


def test_each_change_is_told_to_all_of_them_the_one_who_made_it_too(anna, ben, lines):
    change(lines, anna)

    assert told() == sorted([(who.pk, 1, 0) for who in (anna, ben) for _ in lines])


def test_changes_of_one_form_are_one_message(anna, lines):
    with in_one_message():
        change(lines, anna)
        assert told() == []

    assert told() == [(anna.pk, 2, 0)]


def test_a_message_names_at_most_twenty(anna):
    rows = [hotline(f"0578-00000{number}") for number in range(10, 32)]

    with in_one_message():
        change(rows, anna)

    assert told() == [(anna.pk, TOLD_AT_MOST, 2)]


def test_what_the_site_itself_does_and_what_changes_nothing_is_told_to_nobody(anna, lines):
    change(lines[:1], None)
    with in_one_message(), LogContext(user=anna):
        lines[1].save()

    assert (told(), AuditEvent.objects.filter(action__contains="number").count()) == ([], 0)
