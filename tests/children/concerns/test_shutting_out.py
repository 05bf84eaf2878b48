"""Shutting an account out of a report ends what it sees: the page asks first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from children.concerns.domain.names import shut_out_whoever_is_named
from children.concerns.domain.people import live
from children.concerns.enums import EntryKind, Part
from children.concerns.models import ConcernEntry
from tests.factories.concerns import reread, shut_out_somebody
from tests.factories.volunteers import make_user

pytestmark = pytest.mark.django_db


def named(concern):
    return [row.user for row in live(reread(concern), Part.NAMED).select_related("user")]


def test_the_page_asks_and_shuts_out_only_after_yes(concern, first, sign_in):
    person, desk = make_user(), sign_in(first)
    address = reverse("children:concern_name", args=[concern.uuid, person.uuid])

    asked = desk.post(address)
    assert (asked.templates[0].name, named(concern)) == ("sure.html", [])
    desk.post(address, {"sure": "yes"})

    assert named(concern) == [person]


def test_who_shuts_out_themselves_reads_that_it_is_their_own_account(concern, first, second, sign_in):
    address = reverse("children:concern_name", args=[concern.uuid, first.uuid])

    assert "您自己的账号" in sign_in(first).post(address).content.decode()


def test_the_story_of_the_report_says_who_was_shut_out(concern):
    person = shut_out_somebody(concern)

    (entry,) = ConcernEntry.objects.filter(concern=concern, kind=EntryKind.NAMED)
    assert (entry.text, entry.by) == (str(person), None)


def test_looking_for_names_asks_no_more_for_three_accounts_than_for_one(concern):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            shut_out_whoever_is_named(concern, "（测试）孩子晚上一个人在家")
        return len(asked)

    few = questions()
    make_user()
    make_user()
    assert questions() == few
